/**
 * Lesson 08: what is known of Redis, of the services, and of what became of the events.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import type { PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'
import {
  type ApiOptions,
  type ChannelStatus,
  type Receipt,
  SERVICES,
  type ServiceName,
  type ServiceStatus,
  type ShopEvent,
  type Status,
} from '../../lessons/08-multi-service-app/contract.ts'
import { presenceOf, receiptsOf } from './events.ts'

/** `GET /status` shows this many of the last events. */
const SHOWN = 20
/** This many of the last events are remembered, as in the listeners. Later receipts of older ones don't count. */
const REMEMBERED = 10_000

/** What the API tells it, and asks it for. */
export interface Board {
  /** Listens to receipts. Resolves when they will arrive. */
  listen(pubsub: PubSub): Promise<void>
  /** An event is about to be published. */
  sends(event: ShopEvent, id: string): void
  /** Redis has taken it. */
  confirms(id: string): void
  /** How all is now. It never rejects. */
  read(): Promise<Status>
}

/** An event for which receipts are awaited. */
interface Entry {
  readonly id: string
  readonly event: ShopEvent
  /** On the clock that is never set back, in milliseconds. */
  readonly sentAt: number
  confirmed: boolean
  readonly receipts: Partial<Record<ServiceName, 'handled' | 'failed'>>
}

export function board(options: ApiOptions): Board {
  const { namespace, report, inspect, answerWithinMs, lateMs } = options
  // #region 08.5-fields
  //-
  /** The last events by id, the oldest one first. */
  const entries = new Map<string, Entry>()
  const handled = counts()
  const failed = counts()
  /** Missed events that are no longer remembered. */
  const missed = counts()
  let published = 0
  let unconfirmed = 0
  // #endregion

  async function listen(pubsub: PubSub): Promise<void> {
    // #region 08.5-listen
    //- // Here it begins to take receipts.
    await pubsub.subscribe(receiptsOf(namespace), takeReceipt)
    // #endregion
  }

  function sends(event: ShopEvent, id: string): void {
    // #region 08.5-sends
    //- // Here the event is noted.
    // A request that is sent again is the same event.
    if (entries.has(id)) return
    entries.set(id, { id, event, sentAt: performance.now(), confirmed: false, receipts: {} })
    unconfirmed++
    const [oldest] = entries.values()
    if (entries.size > REMEMBERED && oldest) forget(oldest)
    // #endregion
  }

  function confirms(id: string): void {
    // #region 08.5-confirms
    //- // Here it is noted that Redis has the event.
    const entry = entries.get(id)
    if (!entry || entry.confirmed) return
    entry.confirmed = true
    published++
    unconfirmed--
    // #endregion
  }

  async function read(): Promise<Status> {
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => serviceStatus(name, snapshot)),
      channels: channelsOf(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published,
      unconfirmed,
      events: [...entries.values()]
        .slice(-SHOWN)
        .reverse()
        .map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
  }

  // #region 08.5-takeReceipt
  //-
  function takeReceipt(payload: string, channel: string): void {
    let receipt: Receipt
    try {
      receipt = readReceipt(payload)
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
      return
    }
    const { service, id, ok } = receipt
    const entry = entries.get(id)
    // Of another API, or there is one already.
    if (!entry || entry.receipts[service]) return
    entry.receipts[service] = ok ? 'handled' : 'failed'
    if (ok) handled[service]++
    else failed[service]++
  }
  // #endregion

  // #region 08.5-forget
  //-
  function forget({ id, confirmed, receipts }: Entry): void {
    entries.delete(id)
    if (!confirmed) return
    for (const name of SERVICES) if (!receipts[name]) missed[name]++
  }
  // #endregion

  // #region 08.5-asked
  //-
  /** Undefined while Redis is unreachable or doesn't reply in time. */
  function asked(): Promise<PubSubSnapshot | undefined> {
    const late = delay(answerWithinMs, undefined, { ref: false })
    return Promise.race([inspect(), late]).catch(() => undefined)
  }
  // #endregion

  // #region 08.5-serviceStatus
  //-
  function serviceStatus(name: ServiceName, snapshot: PubSubSnapshot | undefined): ServiceStatus {
    const lateSince = performance.now() - lateMs
    const isMissed = (entry: Entry) => entry.confirmed && !entry.receipts[name] && entry.sentAt < lateSince
    return {
      name,
      connected: snapshot?.channels.get(presenceOf(namespace, name)) ?? 0,
      handled: handled[name],
      failed: failed[name],
      missed: missed[name] + [...entries.values()].filter(isMissed).length,
    }
  }
  // #endregion

  // #region 08.5-channelsOf
  //-
  function channelsOf(snapshot: PubSubSnapshot | undefined): ChannelStatus[] {
    return [...(snapshot?.channels ?? [])]
      .map(([name, subscribers]) => ({ name: name.slice(namespace.length), subscribers }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }
  // #endregion

  return { listen, sends, confirms, read }
}

// #region 08.5-readReceipt
//-
function counts(): Record<ServiceName, number> {
  return { notification: 0, logger: 0 }
}

/** @throws When the text is no receipt. */
function readReceipt(payload: string): Receipt {
  const value = JSON.parse(payload) as Partial<Record<keyof Receipt, unknown>> | null
  const { service, id, ok } = value ?? {}
  const name = SERVICES.find((one) => one === service)
  if (!name || typeof id !== 'string' || typeof ok !== 'boolean') throw new TypeError('This is no receipt.')
  return { service: name, id, ok }
}
// #endregion
