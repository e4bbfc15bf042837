import type { Client } from '#shared/core/manifest.ts'
import type { Counts, Moment } from '../outages/delivery-log.ts'
import type { Outage } from '../outages/names.ts'
import type { RedisTransport } from '../outages/transport.ts'

/** One outage with several mechanisms, as it's drawn and stored. */
export interface Recording {
  /** The command that makes this recording again. */
  readonly command: string
  readonly outage: Outage
  readonly client: Client
  /** Kind and version of the server. */
  readonly redis: string
  /** Milliseconds between two messages. */
  readonly paceMs: number
  readonly runs: readonly Run[]
}

/** The outage with one mechanism. */
export interface Run {
  readonly transport: RedisTransport
  readonly counts: Counts
  readonly moments: readonly Moment[]
}

/** One message in a run: when it was sent, and when it was handled, perhaps more than once. */
export interface Travel {
  readonly message: number
  readonly sent: number
  readonly handled: readonly number[]
}

/** The messages of a run, in the order in which they were sent. */
export function travelsOf({ moments }: Pick<Run, 'moments'>): Travel[] {
  const real = moments.filter(({ message }) => message !== undefined && message > 0)
  return real
    .filter(({ what }) => what === 'sent')
    .map(({ message = 0, at }) => ({
      message,
      sent: at,
      handled: real.filter((one) => one.what === 'handled' && one.message === message).map((one) => one.at),
    }))
}

/** The moments, shifted so that the first one is at 0. */
export function fromTheFirst(moments: readonly Moment[]): Moment[] {
  const first = Math.min(...moments.map(({ at }) => at))
  return moments.map((moment) => ({ ...moment, at: Number((moment.at - first).toFixed(2)) }))
}

/** When the outage began and ended; undefined if there was none. */
export function outageOf({ moments }: Pick<Run, 'moments'>): { from: number; to: number } | undefined {
  const from = moments.find(({ what }) => what === 'begins')?.at
  const to = moments.find(({ what }) => what === 'ends')?.at
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** The length of the longest run in milliseconds, plus a little room. */
export function durationOf(runs: readonly Run[]): number {
  return 1.02 * Math.max(...runs.flatMap(({ moments }) => moments.map(({ at }) => at)))
}

/** What happened to the messages, in one line. */
export function countsText({ counted, received, late, twice, lost }: Counts): string {
  const parts = [
    ...(counted === undefined ? [] : [`PUBLISH counted ${counted}`]),
    `${received} received`,
    ...(late > 0 ? [`${late} of them late`] : []),
    ...(twice > 0 ? [`${twice} twice`] : []),
    `${lost} lost`,
  ]
  return parts.join(', ')
}
