// Yours. Lesson 03, Socket.IO on several servers: fill in the tasks marked TODO. Check with: npm test lessons/03

import { setTimeout as sleep } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'
import type { ChatSocket, Gateway, GatewayOptions, Notification } from './contract.ts'
import { createDeliveries } from './deliveries.ts'
import { createLimit } from './limits.ts'
import { createRequests } from './requests.ts'
import { createRooms } from './rooms.ts'
import { acceptSockets, channelsOf, userRoom } from './workbook/given/given.ts'

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
    // TODO 03.2: Identify and notify users
    // Await options.identify(socket.handshake). Without a user, call next(new Error('unauthorized')) and return.
    // Otherwise, set socket.data.user, join userRoom(user.id), and call next().
    socket.data.user = { id: 'guest', name: 'Guest' }
    next()
  }

  function onDisconnecting(socket: ChatSocket): void {
    // TODO 03.3: Add rooms
    // A browser that disconnects doesn't send leave_room. Call rooms.leaveAll(socket).
  }

  async function notify(userId: string, notification: Notification): Promise<number> {
    // TODO 03.2, continued
    // Publish { userId, notification } as JSON to channels.notifications, and return the count.
    return todo('03.2')
  }

  /** Resolves once broadcasts and notifications will arrive. */
  async function subscribe(): Promise<void> {
    // TODO 03.1: Broadcast to every server
    // Subscribe onBroadcast to channels.broadcast, and wait for Redis to confirm.
    // TODO 03.2, continued
    // Subscribe onNotification to channels.notifications, and wait for Redis to confirm.
  }

  /** Runs once, however often close() is called. */
  async function end(): Promise<void> {
    // TODO 03.4: Shut down
    // 1. Call sockets.stop(), which removes the gateway's listeners.
    // 2. Unsubscribe onBroadcast and onNotification, and call rooms.close(). Start all three before you wait.
    // 3. Wait for them, but at most a second: while Redis is down, it doesn't reply.
    // 4. If one rejects, report it, and wait for the others all the same. Task 03.5 checks this.
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
