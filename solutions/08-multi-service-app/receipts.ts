/**
 * Lesson 08, Go further: receipts, and the ledger that tells which events a service has missed.
 *
 * @module
 */
import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import {
  type ApiOptions,
  type EventStatus,
  SERVICES,
  type ServiceName,
  type ServiceOptions,
} from '../../lessons/08-multi-service-app/contract.ts'
import { receiptsOf } from '../../lessons/08-multi-service-app/workbook/given/events.ts'

/** The ledger remembers this many events. */
const REMEMBERED = 10_000

/** Sent as JSON after a service has handled an event, or failed to. */
export interface Receipt {
  readonly service: ServiceName
  /** The ID of the event. */
  readonly id: string
  readonly ok: boolean
}

/** Returns a function that publishes a receipt. It never rejects. */
export function receiptsFor(service: ServiceName, options: ServiceOptions, pubsub: PubSub) {
  const { namespace, report } = options
  return async (id: string, ok: boolean): Promise<void> => {
    // #region 08.8-giveReceipt
    //- // Publish a Receipt as JSON on receiptsOf(namespace). If that fails, report it with kind `connection`.
    try {
      await pubsub.publishJson(receiptsOf(namespace), { service, id, ok } satisfies Receipt)
    } catch (error) {
      report({ kind: 'connection', error })
    }
    // #endregion
  }
}

/** What the API knows about receipts. */
export interface Ledger {
  /** Subscribes to receipts. Resolves after Redis has confirmed. */
  listen(pubsub: PubSub): Promise<void>
  /** Call it before an event is published: a receipt can arrive before the reply to PUBLISH. */
  sends(id: string): void
  /** Call it after Redis has confirmed the event. */
  confirms(id: string): void
  receiptsOf(id: string): EventStatus['receipts']
  countsOf(service: ServiceName): Readonly<Record<'handled' | 'failed' | 'missed', number>>
}

interface Entry {
  /** By a clock that is never set back, in milliseconds. */
  readonly sentAt: number
  confirmed: boolean
  readonly receipts: Partial<Record<ServiceName, 'handled' | 'failed'>>
}

export function ledger(options: Pick<ApiOptions, 'namespace' | 'report' | 'lateMs'>): Ledger {
  const { namespace, report, lateMs } = options
  /** The last events by ID, the oldest first. */
  const entries = new Map<string, Entry>()
  const handled = counts()
  const failed = counts()
  /** Missed events that are no longer remembered. */
  const missed = counts()

  async function listen(pubsub: PubSub): Promise<void> {
    // #region 08.8-listen
    //- // Subscribe takeReceipt to receiptsOf(namespace).
    await pubsub.subscribe(receiptsOf(namespace), takeReceipt)
    // #endregion
  }

  function sends(id: string): void {
    // #region 08.8-sends
    //- // Add an entry. Drop the oldest if there are more than REMEMBERED; if it was missed, count that.
    // A request that is sent again is the same event.
    if (entries.has(id)) return
    entries.set(id, { sentAt: performance.now(), confirmed: false, receipts: {} })
    const [oldest] = entries
    if (entries.size > REMEMBERED && oldest) forget(...oldest)
    // #endregion
  }

  function confirms(id: string): void {
    // #region 08.8-confirms
    //- // Note it in the entry.
    const entry = entries.get(id)
    if (entry) entry.confirmed = true
    // #endregion
  }

  // #region 08.8-takeReceipt
  //- // Write takeReceipt(payload, channel). Report anything that isn't a Receipt with kind `payload`.
  //- // Count the first receipt of a service for an event, and ignore the others.
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
    // Another API sent the event, or this receipt is a repeat.
    if (!entry || entry.receipts[service]) return
    entry.receipts[service] = ok ? 'handled' : 'failed'
    if (ok) handled[service]++
    else failed[service]++
  }
  // #endregion

  // #region 08.8-forget
  //-
  function forget(id: string, { confirmed, receipts }: Entry): void {
    entries.delete(id)
    if (!confirmed) return
    for (const name of SERVICES) if (!receipts[name]) missed[name]++
  }
  // #endregion

  function countsOf(name: ServiceName) {
    // #region 08.8-countsOf
    //- // Missed: confirmed, without a receipt, and sent more than lateMs ago.
    //- const late = 0
    const lateSince = performance.now() - lateMs
    const isMissed = (entry: Entry) => entry.confirmed && !entry.receipts[name] && entry.sentAt < lateSince
    const late = [...entries.values()].filter(isMissed).length
    // #endregion
    return { handled: handled[name], failed: failed[name], missed: missed[name] + late }
  }

  return { listen, sends, confirms, receiptsOf: (id) => entries.get(id)?.receipts, countsOf }
}

function counts(): Record<ServiceName, number> {
  return { notification: 0, logger: 0 }
}

// #region 08.8-readReceipt
//-
/** @throws If the message isn't a receipt. */
function readReceipt(payload: string): Receipt {
  const value = JSON.parse(payload) as Partial<Record<keyof Receipt, unknown>> | null
  const { service, id, ok } = value ?? {}
  const name = SERVICES.find((one) => one === service)
  if (!name || typeof id !== 'string' || typeof ok !== 'boolean') throw new TypeError('Not a receipt.')
  return { service: name, id, ok }
}
// #endregion
