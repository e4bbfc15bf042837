// Yours. Fill in the TODOs, then check: npm test lessons/08

import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import {
  type ApiOptions,
  type EventStatus,
  SERVICES,
  type ServiceName,
  type ServiceOptions,
} from './contract.ts'
import { receiptsOf } from './workbook/given/events.ts'

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
    // TODO 08.8: Find out what was missed
    // Publish a Receipt as JSON on receiptsOf(namespace). If that fails, report it with kind `connection`.
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
    // TODO 08.8, continued
    // Subscribe takeReceipt to receiptsOf(namespace).
  }

  function sends(id: string): void {
    // TODO 08.8, continued
    // Add an entry. Drop the oldest if there are more than REMEMBERED; if it was missed, count that.
  }

  function confirms(id: string): void {
    // TODO 08.8, continued
    // Note it in the entry.
  }

  // TODO 08.8, continued
  // Write takeReceipt(payload, channel). Report anything that isn't a Receipt with kind `payload`.
  // Count the first receipt of a service for an event, and ignore the others.

  function countsOf(name: ServiceName) {
    // TODO 08.8, continued
    // Missed: confirmed, without a receipt, and sent more than lateMs ago.
    const late = 0
    return { handled: handled[name], failed: failed[name], missed: missed[name] + late }
  }

  return { listen, sends, confirms, receiptsOf: (id) => entries.get(id)?.receipts, countsOf }
}

function counts(): Record<ServiceName, number> {
  return { notification: 0, logger: 0 }
}
