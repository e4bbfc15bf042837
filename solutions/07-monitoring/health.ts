/**
 * Lesson 07: what a load balancer is told.
 *
 * @module
 */
import type { HttpHandler, Monitor } from '../../lessons/07-monitoring/contract.ts'

export function healthHandler(monitor: Pick<Monitor, 'health'>): HttpHandler {
  // #region 07.3-healthHandler
  return (_request, response) => {
    const health = monitor.health()
    // Late is still better than away: to take a slow program out puts its load on the others.
    response.writeHead(health.status === 'down' ? 503 : 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify(health))
  }
  // #endregion
}
