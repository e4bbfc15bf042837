// health.ts, rejected by 07.3-json
// A cache can keep the response, and say that all is well.
// #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(health.status === 'down' ? 503 : 200, { 'content-type': 'application/json', 'cache-control': 'max-age=60' })
    response.end(JSON.stringify(health))
  }
// #endregion
