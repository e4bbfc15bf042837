// Yours. Fill in the TODOs, then check: npm test lessons/07

import { todo } from '../../shared/lesson/todo.ts'
import type { HttpHandler, Monitor } from './contract.ts'

export function healthHandler(monitor: Pick<Monitor, 'health'>): HttpHandler {
  // TODO 07.3: Answer GET /health
  // Return (_request, response) => { … }. Set content-type and cache-control.
  return todo('07.3')
}
