// health.ts, rejected by 07.3-json
// The response is JSON without a content type.
// #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(health.status === 'down' ? 503 : 200, { 'cache-control': 'no-store' })
    response.end(JSON.stringify(health))
  }
// #endregion
