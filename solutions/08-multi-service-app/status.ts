/**
 * Lesson 08: the status of Redis, the services, and the last events.
 *
 * @module
 */
import type { PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'
import {
  type ApiOptions,
  type EventStatus,
  SERVICES,
  type ShopEvent,
  type Status,
} from '../../lessons/08-multi-service-app/contract.ts'
import { presenceOf } from '../../lessons/08-multi-service-app/workbook/given/events.ts'
import { inTime } from '../../lessons/08-multi-service-app/workbook/given/in-time.ts'
import type { Board } from '../../lessons/08-multi-service-app/workbook/given/types.ts'
import { ledger } from './receipts.ts'

const SHOWN = 20
const REMEMBERED = 10_000

export function board(options: ApiOptions): Board {
  const { namespace, inspect, answerWithinMs } = options
  /** By ID, the oldest first. */
  const events = new Map<string, EventStatus>()
  let published = 0
  const receipts = ledger(options)

  function sends(event: ShopEvent, id: string): void {
    receipts.sends(id)
    // #region 08.9-sends
    //- // Return if the event is known.
    // A request that is sent again is the same event.
    if (events.has(id)) return
    // #endregion
    // #region 08.5-sends
    //- // Add the event to `events`, unconfirmed.
    events.set(id, { id, event, confirmed: false })
    // #endregion

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
    //- // Return the Status. presenceOf(namespace, name) is the channel of a service.
    //- return todo('08.5')
    const connected = (name: (typeof SERVICES)[number]) =>
      snapshot?.channels.get(presenceOf(namespace, name)) ?? 0
    return {
      redis: snapshot ? 'up' : 'down',
      services: SERVICES.map((name) => ({ name, connected: connected(name), ...receipts.countsOf(name) })),
      channels: channelsIn(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published,
      events: lastEvents(),
    }
    // #endregion
  }

  /** Undefined if Redis is down. */
  function asked(): Promise<PubSubSnapshot | undefined> {
    // #region 08.6-asked
    //- // Limit this wait, too.
    //- return inspect().catch(() => undefined)
    return inTime(answerWithinMs, inspect()).catch(() => undefined)
    // #endregion
  }

  function channelsIn(snapshot: PubSubSnapshot | undefined): Status['channels'] {
    return [...(snapshot?.channels ?? [])]
      .map(([name, subscribers]) => ({ name: name.slice(namespace.length), subscribers }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  function lastEvents(): EventStatus[] {
    const last = [...events.values()].slice(-SHOWN).reverse()
    return last.map((event) => ({ ...event, receipts: receipts.receiptsOf(event.id) }))
  }

  return { listen: receipts.listen, sends, confirms, read }
}
