// health.ts, rejected by 07.3-codes
// The body is the status alone, not JSON.
// #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(health.status === 'down' ? 503 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(health.status)
  }
// #endregion
