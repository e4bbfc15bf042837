/**
 * Lesson 08: publishes the events of the API.
 *
 * @module
 */
import type { ApiOptions, ShopEvent, ShopEvents } from '../../lessons/08-multi-service-app/contract.ts'
import { connection } from '../../lessons/08-multi-service-app/workbook/given/connection.ts'
import { inTime } from '../../lessons/08-multi-service-app/workbook/given/in-time.ts'
import type { Board } from '../../lessons/08-multi-service-app/workbook/given/types.ts'

/** Redis didn't confirm an event in time. It may still be delivered. */
export class Unconfirmed extends Error {}

export function publisher(options: ApiOptions, board: Board) {
  const { report, answerWithinMs, maxWaiting } = options
  const { ready, close } = connection(options, board)
  let waiting = 0

  /** Resolves with the count that PUBLISH returned, or rejects with {@link Unconfirmed}. */
  async function publish<K extends ShopEvent>(event: K, data: ShopEvents[K], id: string): Promise<number> {
    try {
      // #region 08.10-limit
      //- // Throw if maxWaiting events wait.
      if (waiting >= maxWaiting) throw new Error(`${waiting} events are waiting for Redis.`)
      // #endregion
      // #region 08.6-publish
      //- // Limit the wait to answerWithinMs.
      //- return await send(event, data, id)
      return await inTime(answerWithinMs, send(event, data, id))
      // #endregion
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
      // #region 08.1-send
      //- // bus.emit() the event with `id`. Its key is the user's ID.
      //- const subscriptions = todo('08.1')
      const subscriptions = await bus.emit(event, data, { id, key: data.userId })
      // #endregion
      board.confirms(id)
      return subscriptions
    } finally {
      waiting--
    }
  }

  return { ready, publish, close }
}
