// health.ts, whole file, rejected by 07.3-many
// The monitor is kept in the module.
import type { HttpHandler, Monitor } from '../../lessons/07-monitoring/contract.ts'

let watched: Pick<Monitor, 'health'>

export function healthHandler(monitor: Pick<Monitor, 'health'>): HttpHandler {
  watched = monitor
  return (_request, response) => {
    const health = watched.health()
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
    response.writeHead(health.status === 'down' ? 503 : 200, headers)
    response.end(JSON.stringify(health))
  }
}
