// health, rejected by 07.3-codes
// The response is kept for a second.
  // #region 07.3-healthHandler
  let health = monitor.health()
  let askedAt = performance.now()
  return (_request, response) => {
    if (performance.now() - askedAt > 1000) {
      health = monitor.health()
      askedAt = performance.now()
    }
    response.writeHead(health.status === 'down' ? 503 : 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify(health))
  }
  // #endregion
