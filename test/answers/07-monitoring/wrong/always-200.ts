// health.ts, rejected by 07.3-codes
// The status code is always 200, but load balancers don't read the body.
// #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(health))
  }
// #endregion
