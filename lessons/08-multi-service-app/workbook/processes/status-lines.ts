import type { Status } from '../../contract.ts'

/** So many of the last events are shown. */
const SHOWN = 3

/** A status, for people. */
export function statusLines(status: Status): string[] {
  const { redis, published, unconfirmed, services, channels, patterns, events } = status
  return [
    `Redis is ${redis}; ${published} events published, ${unconfirmed} unconfirmed`,
    ...services.map(
      ({ name, connected, handled, failed, missed }) =>
        `${name}: ${connected} connected, ${handled} handled, ${failed} failed, ${missed} missed`,
    ),
    `channels: ${channels.map(({ name, subscribers }) => `${name} ${subscribers}`).join(', ') || 'none'}`,
    // NUMPAT counts those of the whole server: the same demo may run beside this one.
    `patterns on this server, of all its clients: ${patterns}`,
    ...events.slice(0, SHOWN).map(({ event, id, receipts }) => {
      const told = Object.entries(receipts).map(([service, how]) => `${how} by ${service}`)
      return `${event} ${id}: ${told.join(', ') || 'no receipt'}`
    }),
  ]
}
