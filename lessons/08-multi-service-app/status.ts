// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import type { PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { type ApiOptions, type EventStatus, SERVICES, type ShopEvent, type Status } from './contract.ts'
import { presenceOf } from './events.ts'
import { inTime } from './in-time.ts'
import { ledger } from './receipts.ts'

/** `GET /status` shows this many events. */
const SHOWN = 20
/** This many are remembered, so that an event sent again is recognized (task 08.9). */
const REMEMBERED = 10_000

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

export function board(options: ApiOptions): Board {
  const { namespace, inspect, answerWithinMs } = options
  /** The last events by ID, the oldest first. */
  const events = new Map<string, EventStatus>()
  let published = 0
  const receipts = ledger(options)

  function sends(event: ShopEvent, id: string): void {
    receipts.sends(id)
    // TODO 08.9: Accept a retry only once
    // A request that is sent again has the ID of an earlier event.
    // TODO 08.5: Show a status
    // Add the event to `events`. Redis hasn't confirmed it yet.

    // Without a limit, every event would stay in memory.
    const [oldest = ''] = events.keys()
    if (events.size > REMEMBERED) events.delete(oldest)
  }

  function confirms(id: string): void {
    receipts.confirms(id)
    // TODO 08.5, continued
    // Update the event and `published`.
  }

  async function read(): Promise<Status> {
    const snapshot = await asked()
    // TODO 08.5, continued
    // Fill in the Status. `snapshot.channels` is a Map from a full channel name to its subscribers.
    return todo('08.5')
  }

  /** Redis's subscriptions, or undefined if Redis is down. */
  function asked(): Promise<PubSubSnapshot | undefined> {
    // TODO 08.6: Keep responding while Redis is down
    // If Redis doesn't reply, inspect() takes long. Limit the wait.
    return inspect().catch(() => undefined)
  }

  function lastEvents(): EventStatus[] {
    const last = [...events.values()].slice(-SHOWN).reverse()
    return last.map((event) => ({ ...event, receipts: receipts.receiptsOf(event.id) }))
  }

  return { listen: receipts.listen, sends, confirms, read }
}
