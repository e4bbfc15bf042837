// Yours. Fill in the TODOs, then check: npm test lessons/03

import { todo } from '../../shared/lesson/todo.ts'
import type { ChatSocket, Gateway, GatewayOptions, Notification } from './contract.ts'
import { createDeliveries } from './deliveries.ts'
import { createLimit } from './limits.ts'
import { createRequests } from './requests.ts'
import { createRooms } from './rooms.ts'
import { acceptSockets, channelsOf, decode, readMessage, settled, userRoom } from './workbook/given/given.ts'

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
    // TODO 03.2: Identify and notify users
    // Await options.identify(socket.handshake). Without a user, call next(new Error('unauthorized')).
    // Otherwise, set socket.data.user, let the socket join userRoom(user.id), and call next().
    socket.data.user = { id: 'guest', name: 'Guest' }
    next()
  }

  function onDisconnecting(socket: ChatSocket): void {
    // TODO 03.3: Add rooms
    // Call rooms.leaveAll(socket).
  }

  async function notify(userId: string, notification: Notification): Promise<number> {
    // TODO 03.2, continued
    // Return what pubsub.publishJson() returns for channels.notifications and { userId, notification }.
    return todo('03.2')
  }

  function onBroadcast(payload: string, channel: string): void {
    // TODO 03.1: Broadcast to every server
    // Read the message with decode(payload, channel, readMessage, report). Unless it's undefined, emit 'message' to
    // localSockets().
    todo('03.1')
  }

  async function subscribe(): Promise<void> {
    await pubsub.subscribe(channels.notifications, onNotification)
    // TODO 03.1, continued
    // Do the same for broadcasts.
  }

  async function end(): Promise<void> {
    // TODO 03.4: Shut down
    // Call sockets.stop(), which removes the listeners. Then unsubscribe onBroadcast and onNotification, and call
    // rooms.close(). Pass the three promises to settled(report, [...]), and await it: it waits for a second at most.
    return todo('03.4')
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
