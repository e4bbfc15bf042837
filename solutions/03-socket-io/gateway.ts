/**
 * Lesson 03: a gateway between the sockets of one server and Redis.
 *
 * @module
 */
import type {
  ChatSocket,
  Gateway,
  GatewayOptions,
  Notification,
} from '../../lessons/03-socket-io/contract.ts'
import {
  acceptSockets,
  channelsOf,
  decode,
  readMessage,
  settled,
  userRoom,
} from '../../lessons/03-socket-io/workbook/given/given.ts'
import { createDeliveries } from './deliveries.ts'
import { createLimit } from './limits.ts'
import { createRequests } from './requests.ts'
import { createRooms } from './rooms.ts'

export async function attach(options: GatewayOptions): Promise<Gateway> {
  const { pubsub, report } = options
  const channels = channelsOf(options.namespace)
  const { localSockets, onNotification, onRoomMessage } = createDeliveries(options, channels)
  const rooms = createRooms(options, channels, onRoomMessage)
  const { handle, requests } = createRequests(options, channels, rooms)
  // Runs the requests of each socket in order.
  const sockets = acceptSockets(options, { admit, handle, requests, createLimit, onDisconnecting })
  let closing: Promise<void> | undefined

  /** Decides whether a socket may connect. */
  async function admit(socket: ChatSocket, next: (error?: Error) => void): Promise<void> {
    // #region 03.2-admit
    //- // Await options.identify(socket.handshake). Without a user, call next(new Error('unauthorized')).
    //- // Otherwise, set socket.data.user, let the socket join userRoom(user.id), and call next().
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
    //- // Call rooms.leaveAll(socket).
    void rooms.leaveAll(socket)
    // #endregion
  }

  async function notify(userId: string, notification: Notification): Promise<number> {
    // #region 03.2-notify
    //- // Return what pubsub.publishJson() returns for channels.notifications and { userId, notification }.
    //- return todo('03.2')
    return pubsub.publishJson(channels.notifications, { userId, notification })
    // #endregion
  }

  function onBroadcast(payload: string, channel: string): void {
    // #region 03.1-onBroadcast
    //- // Read the message with decode(payload, channel, readMessage, report). Unless it's undefined, emit 'message' to
    //- // localSockets().
    //- todo('03.1')
    const message = decode(payload, channel, readMessage, report)
    if (message) localSockets().emit('message', message)
    // #endregion
  }

  async function subscribe(): Promise<void> {
    // #region given-subscribe
    await pubsub.subscribe(channels.notifications, onNotification)
    // #endregion
    // #region 03.1-subscribe
    //- // Do the same for broadcasts.
    await pubsub.subscribe(channels.broadcast, onBroadcast)
    // #endregion
  }

  async function end(): Promise<void> {
    // #region 03.4-end
    //- // Call sockets.stop(), which removes the listeners. Then unsubscribe onBroadcast and onNotification, and call
    //- // rooms.close(). Pass the three promises to settled(report, [...]), and await it: it waits for a second at most.
    //- return todo('03.4')
    sockets.stop()
    await settled(report, [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ])
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
