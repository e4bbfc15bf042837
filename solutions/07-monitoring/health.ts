/**
 * Lesson 07: a response for load balancers.
 *
 * @module
 */
import type { HttpHandler, Monitor } from '../../lessons/07-monitoring/contract.ts'

export function healthHandler(monitor: Pick<Monitor, 'health'>): HttpHandler {
  // #region 07.3-healthHandler
  //- // Return (_request, response) => { … }. Set content-type and cache-control.
  //- return todo('07.3')
  return (_request, response) => {
    const health = monitor.health()
    response.writeHead(health.status === 'down' ? 503 : 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify(health))
  }
  // #endregion
}
