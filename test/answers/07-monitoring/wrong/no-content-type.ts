// health.ts, rejected by 07.3-json
// JSON that does not say so.
// #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(health.status === 'down' ? 503 : 200, { 'cache-control': 'no-store' })
    response.end(JSON.stringify(health))
  }
// #endregion
