import type { Status } from '../../contract.ts'

/** This many of the last events are shown. */
const SHOWN = 3

/** A status for people. Without task 08.8, it contains no receipts. */
export function statusLines(status: Status): string[] {
  const { redis, published, services, channels, patterns, events } = status
  return [
    `Redis is ${redis}; ${published} events published`,
    ...services.map(
      ({ name, connected, handled, failed, missed }) =>
        `${name}: ${connected} connected, ${handled} handled, ${failed} failed, ${missed} missed`,
    ),
    `channels: ${channels.map(({ name, subscribers }) => `${name} ${subscribers}`).join(', ') || 'none'}`,
    // NUMPAT covers the whole server, where another demo may run.
    `pattern subscriptions on the whole server, including other programs: ${patterns}`,
    ...events.slice(0, SHOWN).map(({ event, id, receipts }) => {
      const known = Object.entries(receipts ?? {}).map(([service, how]) => `${how} by ${service}`)
      return `${event} ${id}: ${known.join(', ') || 'no receipts'}`
    }),
  ]
}
