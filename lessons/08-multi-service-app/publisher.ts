// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

import type { EventBus } from '../../lessons/05-event-bus/contract.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { bus } from '../../solutions/05-event-bus/event-bus.ts'
import type { ApiOptions, ShopEvent, ShopEvents } from './contract.ts'
import { shopOf } from './events.ts'
import { inTime } from './in-time.ts'
import type { Board } from './status.ts'

/** Redis didn't confirm an event in time. It may still have been delivered. */
export class Unconfirmed extends Error {
  override name = 'Unconfirmed'
}

export interface Publisher {
  /** Connects. @throws If Redis refuses a subscription. The next event tries again. */
  ready(): Promise<void>

  /**
   * Publishes an event.
   *
   * @returns The count that PUBLISH returned.
   * @throws {@link Unconfirmed}. The reason is reported.
   */
  publish<K extends ShopEvent>(event: K, data: ShopEvents[K], id: string): Promise<number>

  /** Waits about two seconds for events in flight, then closes the connections. It never rejects. */
  close(): Promise<void>
}

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
  /** How many events wait for Redis. Their requests may already have got a 503. */
  let waiting = 0

  /** Opens one connection, which all requests share. It keeps the promise, so requests at the same time share it too. */
  function opened(): Promise<Connection> {
    opening ??= open().catch((error: unknown) => {
      // Redis refused. The next request tries again.
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
      // TODO 08.10: Limit the events that wait
      // Throw if maxWaiting events wait already.
      // TODO 08.6: Keep responding while Redis is down
      // Redis may never reply. Limit the wait to answerWithinMs.
      return await send(event, data, id)
    } catch (error) {
      reportLoss(error)
      throw new Unconfirmed('Redis did not confirm it.')
    }
  }

  async function send<K extends ShopEvent>(event: K, data: ShopEvents[K], id: string): Promise<number> {
    waiting++
    try {
      const { bus } = await opened()
      // Before it is published: a receipt can arrive before the reply to PUBLISH.
      board.sends(event, id)
      // TODO 08.1: Publish an event for each request
      // Emit the event with bus.emit(). Its id is `id`, and its key is the ID of the user.
      const subscriptions = todo('08.1')
      board.confirms(id)
      return subscriptions
    } finally {
      waiting--
    }
  }

  async function close(): Promise<void> {
    isClosed = true
    // A connection that is still being opened closes itself.
    await connection?.bus.close()
    await connection?.close()
  }

  return { ready: async () => void (await opened()), publish, close }
}
