/**
 * Lesson 03: a gateway between the sockets of one server and Redis.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type {
  ChatSocket,
  Gateway,
  GatewayOptions,
  Notification,
} from '../../lessons/03-socket-io/contract.ts'
import { acceptSockets, channelsOf, userRoom } from '../../lessons/03-socket-io/workbook/given/given.ts'
import { createDeliveries } from './deliveries.ts'
import { createLimit } from './limits.ts'
import { createRequests } from './requests.ts'
import { createRooms } from './rooms.ts'

export async function attach(options: GatewayOptions): Promise<Gateway> {
  const { pubsub, report } = options
  const channels = channelsOf(options.namespace)
  const { onBroadcast, onNotification, onRoomMessage } = createDeliveries(options, channels)
  const rooms = createRooms(options, channels, onRoomMessage)
  const { handle, requests } = createRequests(options, channels, rooms)
  // Given: it listens for the requests of each socket, and runs them in order.
  const sockets = acceptSockets(options, { admit, handle, requests, createLimit, onDisconnecting })
  let closing: Promise<void> | undefined

  /** Decides whether a socket may connect. */
  async function admit(socket: ChatSocket, next: (error?: Error) => void): Promise<void> {
    // #region 03.2-admit
    //- // Await options.identify(socket.handshake). Without a user, call next(new Error('unauthorized')) and return.
    //- // Otherwise, set socket.data.user, join userRoom(user.id), and call next().
    //- socket.data.user = { id: 'guest', name: 'Guest' }
    //- next()
    const user = await options.identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(user.id))
    next()
    // #endregion
  }

  function onDisconnecting(socket: ChatSocket): void {
    // #region 03.3-onDisconnecting
    //- // A browser that disconnects doesn't send leave_room. Call rooms.leaveAll(socket).
    void rooms.leaveAll(socket)
    // #endregion
  }

  async function notify(userId: string, notification: Notification): Promise<number> {
    // #region 03.2-notify
    //- // Publish { userId, notification } as JSON to channels.notifications, and return the count.
    //- return todo('03.2')
    return pubsub.publishJson(channels.notifications, { userId, notification })
    // #endregion
  }

  /** Resolves once broadcasts and notifications will arrive. */
  async function subscribe(): Promise<void> {
    // #region 03.1-subscribe
    //- // Subscribe onBroadcast to channels.broadcast, and wait for Redis to confirm.
    await pubsub.subscribe(channels.broadcast, onBroadcast)
    // #endregion
    // #region 03.2-subscribe
    //- // Subscribe onNotification to channels.notifications, and wait for Redis to confirm.
    await pubsub.subscribe(channels.notifications, onNotification)
    // #endregion
  }

  /** Runs once, however often close() is called. */
  async function end(): Promise<void> {
    // #region 03.4-end
    //- // 1. Call sockets.stop(), which removes the gateway's listeners.
    //- // 2. Unsubscribe onBroadcast and onNotification, and call rooms.close(). Start all three before you wait.
    //- // 3. Wait for them, but at most a second: while Redis is down, it doesn't reply.
    //- // 4. If one rejects, report it, and wait for the others all the same. Task 03.5 checks this.
    //- return todo('03.4')
    sockets.stop()
    const ended = [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])
    // #endregion
  }

  function close(): Promise<void> {
    closing ??= end()
    return closing
  }

  try {
    await subscribe()
  } catch (error) {
    await close()
    throw error
  }
  return { notify, close }
}
