// health.ts
// An async handler sets the code and each header separately.
// #region 07.3-healthHandler
  return async (_request, response) => {
    const health = monitor.health()
    const healthy = health.status === 'up' || health.status === 'degraded'
    const body = Buffer.from(JSON.stringify(health))
    response.statusCode = healthy ? 200 : 503
    response.setHeader('Content-Type', 'application/json; charset=utf-8')
    response.setHeader('Content-Length', body.length)
    response.setHeader('Cache-Control', 'no-store')
    response.end(body)
  }
// #endregion
