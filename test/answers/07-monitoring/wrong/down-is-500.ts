// health.ts, rejected by 07.3-codes
// The status code is 500, which reports a failed request, not a service that is down.
// #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(health.status === 'down' ? 500 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(health))
  }
// #endregion
