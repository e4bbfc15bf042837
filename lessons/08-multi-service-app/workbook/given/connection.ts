/**
 * Lesson 08: the API's connection to Redis, which may be down at the start.
 *
 * @module
 */
import { bus } from '../../../../solutions/05-event-bus/event-bus.ts'
import type { EventBus } from '../../../05-event-bus/contract.ts'
import type { ApiOptions, ShopEvents } from '../../contract.ts'
import { shopOf } from './events.ts'
import type { Board } from './types.ts'

/** One connection, which all requests share. */
export interface Connection {
  /** Connects once. Rejects if that fails or Redis refuses a subscription; the next call tries again. */
  ready(): Promise<EventBus<ShopEvents>>
  /** Waits about two seconds for events in flight, then closes the connection. It never rejects. */
  close(): Promise<void>
}

/** Opens no connection yet. */
export function connection(options: ApiOptions, board: Board): Connection {
  const { url, namespace, report, connect } = options
  const base = { url, namespace, report }
  let opening: Promise<EventBus<ShopEvents>> | undefined
  let closeOpen = async () => {}
  let isClosed = false

  /** Keeps the promise, so that requests at the same time share the connection too. */
  function ready(): Promise<EventBus<ShopEvents>> {
    opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }

  async function open(): Promise<EventBus<ShopEvents>> {
    const pubsub = await connect(base)
    const disconnect = () => pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
    try {
      if (isClosed) throw new Error('The API was closed meanwhile.')
      await board.listen(pubsub)
    } catch (error) {
      await disconnect()
      throw error
    }
    const opened = bus<ShopEvents>({ ...base, namespace: shopOf(namespace), pubsub })
    closeOpen = async () => {
      await opened.close()
      await disconnect()
    }
    return opened
  }

  async function close(): Promise<void> {
    isClosed = true
    // A connection that is still being opened closes itself.
    await closeOpen()
  }

  return { ready, close }
}
