/**
 * Lesson 07: a response for load balancers.
 *
 * @module
 */
import type { HttpHandler, Monitor } from '../../lessons/07-monitoring/contract.ts'

export function healthHandler(monitor: Pick<Monitor, 'health'>): HttpHandler {
  return (_request, response) => {
    // #region 07.3-healthHandler
    //- // Status code 503 if the status is 'down', otherwise 200. Headers: content-type, and cache-control: no-store.
    //- todo('07.3')
    const health = monitor.health()
    response.writeHead(health.status === 'down' ? 503 : 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify(health))
    // #endregion
  }
}
