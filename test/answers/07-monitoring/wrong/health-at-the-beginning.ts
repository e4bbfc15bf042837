// health.ts, rejected by 07.3-codes
// It reads the health only once.
// #region 07.3-healthHandler
  const health = monitor.health()
  return (_request, response) => {
    response.writeHead(health.status === 'down' ? 503 : 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify(health))
  }
// #endregion
