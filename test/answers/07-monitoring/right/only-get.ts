// health, whole file
// It rejects methods other than GET.
import type { HttpHandler, Monitor } from '../../lessons/07-monitoring/contract.ts'

export function healthHandler(monitor: Pick<Monitor, 'health'>): HttpHandler {
  return (request, response) => {
    if (request.method !== 'GET') {
      response.statusCode = 405
      response.setHeader('allow', 'GET').end()
      return
    }
    const health = monitor.health()
    response.statusCode = health.status === 'down' ? 503 : 200
    response.setHeader('Content-Type', 'application/json; charset=utf-8')
    response.setHeader('Cache-Control', 'no-cache, no-store')
    response.end(`${JSON.stringify(health, null, 2)}\n`)
  }
}
