/**
 * Lesson 08: the way from the API to Redis. Redis may be away when the API starts, and at any time later.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { EventBus } from '../../lessons/05-event-bus/contract.ts'
import type { ApiOptions, ShopEvent, ShopEvents } from '../../lessons/08-multi-service-app/contract.ts'
import { bus } from '../../solutions/05-event-bus/event-bus.ts'
import { shopOf } from './events.ts'
import type { Board } from './status.ts'

/** Redis did not confirm an event in time. It may have been delivered, or will be. */
export class Unconfirmed extends Error {
  override name = 'Unconfirmed'
}

/** Publishes the events of the API. */
export interface Publisher {
  /**
   * Resolves when Redis is there. It need not be called.
   *
   * @throws When Redis refuses a connection or a subscription. The next event tries it again.
   */
  ready(): Promise<void>

  /**
   * Publishes an event.
   *
   * @returns What PUBLISH returned.
   * @throws {@link Unconfirmed}, within `answerWithinMs`. Why is reported.
   */
  publish<K extends ShopEvent>(event: K, data: ShopEvents[K], id: string): Promise<number>

  /** Waits for what was sent, two seconds or so at most, then closes the connections. It never rejects. */
  close(): Promise<void>
}

/** What there is when Redis is there. */
interface Connection {
  readonly bus: EventBus<ShopEvents>
  close(): Promise<void>
}

export function publisher(options: ApiOptions, board: Board): Publisher {
  const { url, namespace, report, connect, answerWithinMs, maxWaiting } = options
  const base = { url, namespace, report }
  const reportLoss = (error: unknown) => report({ kind: 'connection', error })

  let opening: Promise<Connection> | undefined
  let connection: Connection | undefined
  let isClosed = false
  /** How many events wait for Redis, also such whose request was answered. */
  let waiting = 0

  /** One try at a time, and one connection for all requests. */
  function opened(): Promise<Connection> {
    opening ??= open().catch((error: unknown) => {
      // The next request tries it again.
      opening = undefined
      throw error
    })
    return opening
  }

  async function open(): Promise<Connection> {
    const pubsub = await connect(base)
    const close = () => pubsub.close().catch(reportLoss)
    try {
      if (isClosed) throw new Error('The API was closed meanwhile.')
      await board.listen(pubsub)
    } catch (error) {
      await close()
      throw error
    }
    connection = { bus: bus<ShopEvents>({ ...base, namespace: shopOf(namespace), pubsub }), close }
    return connection
  }

  async function publish<K extends ShopEvent>(event: K, data: ShopEvents[K], id: string): Promise<number> {
    try {
      // #region 08.6-publish
      //- return await send(event, data, id)
      return await inTime(answerWithinMs, (isLate) => send(event, data, id, isLate))
      // #endregion
    } catch (error) {
      reportLoss(error)
      throw new Unconfirmed('Redis did not confirm it.')
    }
  }

  async function send<K extends ShopEvent>(
    event: K,
    data: ShopEvents[K],
    id: string,
    isLate = () => false,
  ): Promise<number> {
    // #region 08.9-send
    //- // So far, any number of events may wait.
    if (waiting >= maxWaiting) throw new Error(`${waiting} events wait for Redis.`)
    // #endregion
    waiting++
    try {
      const { bus } = await opened()
      // Its request was answered while nobody could be asked: it shall not happen behind the user's back.
      if (isLate()) throw new Error('Redis came too late.')
      // #region 08.1-send
      // The board first: a receipt may be here before PUBLISH has returned.
      board.sends(event, id)
      const subscriptions = await bus.emit(event, data, { id, key: data.userId })
      board.confirms(id)
      return subscriptions
      // #endregion
    } finally {
      waiting--
    }
  }

  async function close(): Promise<void> {
    isClosed = true
    // One that is on its way is closed when it comes. Nobody knows when that is.
    await connection?.bus.close()
    await connection?.close()
  }

  return { ready: async () => void (await opened()), publish, close }
}

// #region 08.6-inTime
//-
/** @throws When `work` has not ended after so many milliseconds. What becomes of it then is of no interest. */
async function inTime<T>(ms: number, work: (isLate: () => boolean) => Promise<T>): Promise<T> {
  const timer = new AbortController()
  const working = work(() => timer.signal.aborted)
  const late = delay(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`Redis did not answer within ${ms} ms.`)
  })
  try {
    // Whoever comes second may fail as well, and nobody hears of it: `race` listens to both.
    return await Promise.race([working, late])
  } finally {
    timer.abort()
  }
}
// #endregion
