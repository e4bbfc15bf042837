// Yours. Fill in the TODOs, then check: npm test lessons/08

import type { PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { type ApiOptions, type EventStatus, SERVICES, type ShopEvent, type Status } from './contract.ts'
import { ledger } from './receipts.ts'
import { presenceOf } from './workbook/given/events.ts'
import { inTime } from './workbook/given/in-time.ts'
import type { Board } from './workbook/given/types.ts'

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
    // TODO 08.9: Accept a retry only once
    // Return if the event is known.
    // TODO 08.5: Show a status
    // Add the event to `events`, unconfirmed.

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
    // Return the Status. presenceOf(namespace, name) is the channel of a service.
    return todo('08.5')
  }

  /** Undefined if Redis is down. */
  function asked(): Promise<PubSubSnapshot | undefined> {
    // TODO 08.6: Keep responding while Redis is down
    // Limit this wait, too.
    return inspect().catch(() => undefined)
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
