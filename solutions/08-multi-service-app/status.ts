/**
 * Lesson 08: the status of Redis, the services, and the last events.
 *
 * @module
 */
import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import type { PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'
import {
  type ApiOptions,
  type EventStatus,
  SERVICES,
  type ShopEvent,
  type Status,
} from '../../lessons/08-multi-service-app/contract.ts'
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
    // #region 08.9-sends
    //- // A request that is sent again has the ID of an earlier event.
    // A request that is sent again is the same event.
    if (events.has(id)) return
    // #endregion
    // #region 08.5-sends
    //- // Add the event to `events`. Redis hasn't confirmed it yet.
    events.set(id, { id, event, confirmed: false })
    // #endregion

    // Without a limit, every event would stay in memory.
    const [oldest = ''] = events.keys()
    if (events.size > REMEMBERED) events.delete(oldest)
  }

  function confirms(id: string): void {
    receipts.confirms(id)
    // #region 08.5-confirms
    //- // Update the event and `published`.
    const event = events.get(id)
    if (!event || event.confirmed) return
    events.set(id, { ...event, confirmed: true })
    published++
    // #endregion
  }

  async function read(): Promise<Status> {
    const snapshot = await asked()
    // #region 08.5-read
    //- // Fill in the Status. `snapshot.channels` is a Map from a full channel name to its subscribers.
    //- return todo('08.5')
    const connected = (name: (typeof SERVICES)[number]) =>
      snapshot?.channels.get(presenceOf(namespace, name)) ?? 0
    return {
      redis: snapshot ? 'up' : 'down',
      services: SERVICES.map((name) => ({ name, connected: connected(name), ...receipts.countsOf(name) })),
      channels: [...(snapshot?.channels ?? [])]
        .map(([name, subscribers]) => ({ name: name.slice(namespace.length), subscribers }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      patterns: snapshot?.patterns ?? 0,
      published,
      events: lastEvents(),
    }
    // #endregion
  }

  /** Redis's subscriptions, or undefined if Redis is down. */
  function asked(): Promise<PubSubSnapshot | undefined> {
    // #region 08.6-asked
    //- // If Redis doesn't reply, inspect() takes long. Limit the wait.
    //- return inspect().catch(() => undefined)
    return inTime(answerWithinMs, inspect()).catch(() => undefined)
    // #endregion
  }

  function lastEvents(): EventStatus[] {
    const last = [...events.values()].slice(-SHOWN).reverse()
    return last.map((event) => ({ ...event, receipts: receipts.receiptsOf(event.id) }))
  }

  return { listen: receipts.listen, sends, confirms, read }
}
