// Yours. Fill in the TODOs, then check: npm test lessons/08

import type { Envelope } from '../../lessons/05-event-bus/contract.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { LoggerOptions, Service } from './contract.ts'
import { startService } from './service.ts'

export function logger(options: LoggerOptions): Promise<Service> {
  return startService('logger', options, async ({ events, handled }) => {
    // TODO 08.3: Log every event
    // Await events.onPattern(). Its handler, (data, event) => …, returns handled(event, work).
    // The work writes lineOf(event).
    return todo('08.3')
  })
}

function lineOf({ timestamp, event, id, data }: Envelope): string {
  // TODO 08.3, continued
  // A name can contain a line break.
  return `${timestamp} ${event} ${id} ${data}`
}
