// health.ts, rejected by 07.3-codes
// The response reveals details of the machine.
// #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(health.status === 'down' ? 503 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify({ ...health, pid: process.pid, memory: process.memoryUsage() }))
  }
// #endregion
