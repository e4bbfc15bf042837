/**
 * Lesson 04: the analytics service.
 *
 * @module
 */
import type { Service } from '../../lessons/04-cross-service/contract.ts'
import type { AnalyticsOptions } from '../../lessons/04-cross-service/workbook/given/further.ts'
import { listening, patternOf, prefixOf, readFields, readOrReport } from './events.ts'
import { inFlight } from './in-flight.ts'

export async function analytics(options: AnalyticsOptions): Promise<Service> {
  const { pubsub, namespace, report, track } = options
  const pattern = patternOf(namespace)
  const work = inFlight(options, pattern)

  async function onEvent(payload: string, channel: string): Promise<void> {
    // #region 04.9-onEvent
    //- // Go further: as in the tutorial, names lose what follows a second colon. Take everything after prefixOf(namespace).
    //- // Read the payload with readOrReport() and readFields(), so that a malformed one is reported.
    //- const [, event = ''] = channel.slice(namespace.length).split(':')
    //- await track(event, JSON.parse(payload))
    const data = readOrReport(payload, readFields, { report, channel })
    // The name of an event may contain colons.
    const event = channel.slice(prefixOf(namespace).length)
    if (data) await track(event, data)
    // #endregion
  }

  const handler = (payload: string, channel: string) => work.run(() => onEvent(payload, channel))
  // #region given-analytics
  const close = () => work.drain(() => pubsub.punsubscribe(pattern, handler))
  return listening(pubsub.psubscribe(pattern, handler), { close })
  // #endregion
}
