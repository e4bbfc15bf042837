// Yours. Fill in the TODOs, then check: npm test lessons/08

import { todo } from '../../shared/lesson/todo.ts'
import type { ApiOptions, ShopEvent, ShopEvents } from './contract.ts'
import { connection } from './workbook/given/connection.ts'
import { inTime } from './workbook/given/in-time.ts'
import type { Board } from './workbook/given/types.ts'

/** Redis didn't confirm an event in time. It may still be delivered. */
export class Unconfirmed extends Error {}

export function publisher(options: ApiOptions, board: Board) {
  const { report, answerWithinMs, maxWaiting } = options
  const { ready, close } = connection(options, board)
  let waiting = 0

  /** Resolves with the count that PUBLISH returned, or rejects with {@link Unconfirmed}. */
  async function publish<K extends ShopEvent>(event: K, data: ShopEvents[K], id: string): Promise<number> {
    try {
      // TODO 08.10: Limit the events that wait
      // Throw if maxWaiting events wait.
      // TODO 08.6: Keep responding while Redis is down
      // Limit the wait to answerWithinMs.
      return await send(event, data, id)
    } catch (error) {
      report({ kind: 'connection', error })
      throw new Unconfirmed('Redis did not confirm it.')
    }
  }

  async function send<K extends ShopEvent>(event: K, data: ShopEvents[K], id: string): Promise<number> {
    waiting++
    try {
      const bus = await ready()
      board.sends(event, id)
      // TODO 08.1: Publish an event for each request
      // bus.emit() the event with `id`. Its key is the user's ID.
      const subscriptions = todo('08.1')
      board.confirms(id)
      return subscriptions
    } finally {
      waiting--
    }
  }

  return { ready, publish, close }
}
