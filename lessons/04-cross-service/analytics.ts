// Yours. Fill in the TODOs, then check: npm test lessons/04

import type { Service } from './contract.ts'
import { listening, patternOf, prefixOf, readFields, readOrReport } from './events.ts'
import { inFlight } from './in-flight.ts'
import type { AnalyticsOptions } from './workbook/given/further.ts'

export async function analytics(options: AnalyticsOptions): Promise<Service> {
  const { pubsub, namespace, report, track } = options
  const pattern = patternOf(namespace)
  const work = inFlight(options, pattern)

  async function onEvent(payload: string, channel: string): Promise<void> {
    // TODO 04.9: Track every user event
    // Go further: as in the tutorial, names lose what follows a second colon. Take everything after prefixOf(namespace).
    // Read the payload with readOrReport() and readFields(), so that a malformed one is reported.
    const [, event = ''] = channel.slice(namespace.length).split(':')
    await track(event, JSON.parse(payload))
  }

  const handler = (payload: string, channel: string) => work.run(() => onEvent(payload, channel))
  const close = () => work.drain(() => pubsub.punsubscribe(pattern, handler))
  return listening(pubsub.psubscribe(pattern, handler), { close })
}
