/**
 * Lesson 08: the service that logs every event.
 *
 * @module
 */
import type { Envelope } from '../../lessons/05-event-bus/contract.ts'
import type { LoggerOptions, Service } from '../../lessons/08-multi-service-app/contract.ts'
import { startService } from './service.ts'

export function logger(options: LoggerOptions): Promise<Service> {
  return startService('logger', options, async ({ events, handled }) => {
    // #region 08.3-listen
    //- // Await events.onPattern(). Its handler, (data, event) => …, returns handled(event, work).
    //- // The work writes lineOf(event).
    //- return todo('08.3')
    await events.onPattern('*', (_data, event) => handled(event, () => options.write(lineOf(event))))
    // #endregion
  })
}

function lineOf({ timestamp, event, id, data }: Envelope): string {
  // #region 08.3-lineOf
  //- // A name can contain a line break.
  //- return `${timestamp} ${event} ${id} ${data}`
  return JSON.stringify({ timestamp, event, id, data })
  // #endregion
}
