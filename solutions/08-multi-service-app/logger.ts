/**
 * Lesson 08: the service that writes everything down.
 *
 * @module
 */
import type { Envelope } from '../../lessons/05-event-bus/contract.ts'
import type { LoggerOptions, Service } from '../../lessons/08-multi-service-app/contract.ts'
import { startService } from './service.ts'

export function logger(options: LoggerOptions): Promise<Service> {
  return startService('logger', options, async ({ events, handled }) => {
    // #region 08.3-listen
    // One pattern, so that no event comes by two; and it begins with the name of the shop, so that no other comes.
    await events.onPattern('*', (_data, event) => handled(event, () => options.write(lineOf(event))))
    // #endregion
  })
}

// #region 08.3-lineOf
//-
/** In JSON a line break is `\n`, so whatever somebody is called, a line stays a line. */
function lineOf({ timestamp, event, id, data }: Envelope): string {
  return JSON.stringify({ timestamp, event, id, data })
}
// #endregion
