/**
 * Lesson 08: types that the learner's files share.
 *
 * @module
 */

import type { PubSub } from '../../../02-patterns/contract.ts'
import type { Envelope, EventListener } from '../../../05-event-bus/contract.ts'
import type { ShopEvent, ShopEvents, Status } from '../../contract.ts'

/** What a service listens with. */
export interface Shop {
  /** The listener of lesson 05. */
  readonly events: EventListener<ShopEvents>
  /** Does the work for an event. Task 08.8 adds a receipt. */
  handled(event: Envelope, work: () => void | Promise<void>): Promise<void>
}

/** What the API tells the board, and asks it. */
export interface Board {
  /** Subscribes to receipts (task 08.8). */
  listen(pubsub: PubSub): Promise<void>
  /** An event is about to be published. */
  sends(event: ShopEvent, id: string): void
  /** Redis has confirmed the event. */
  confirms(id: string): void
  /** The current status. It never rejects. */
  read(): Promise<Status>
}

/** The data of an event, or the names of the fields that are missing or invalid. */
export type Reading<Data> = { readonly data: Data } | { readonly fields: readonly string[] }
