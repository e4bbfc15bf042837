// health.ts, rejected by 07.3-codes
// A slow service is taken out of the load balancer, which slows down the others.
// #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(health.status === 'up' ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(health))
  }
// #endregion
