// Yours. Lesson 03, Socket.IO on several servers: fill in the tasks marked TODO. Check with: npm test lessons/03

import { setTimeout as sleep } from 'node:timers/promises'
import { createQueues } from '../../shared/lesson/queues.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { ChatSocket, ClientEvents, Gateway, GatewayOptions, Notification } from './contract.ts'
import { createDeliveries } from './deliveries.ts'
import { createLimit } from './limits.ts'
import { createRequests, type Request, refuse } from './requests.ts'
import { channelsOf, createRooms, userRoom } from './rooms.ts'

export async function attach(options: GatewayOptions): Promise<Gateway> {
  const { io, pubsub, report } = options
  const channels = channelsOf(options.namespace)
  const { onBroadcast, onNotification, onRoomMessage } = createDeliveries(options, channels)
  const rooms = createRooms(options, channels, onRoomMessage)
  const { handle, sendMessage, joinRoom, leaveRoom, sendRoomMessage } = createRequests(
    options,
    channels,
    rooms,
  )

  // Given: the requests of a socket run one after the other. Otherwise, a leave could overtake the join before it.
  const queues = createQueues()
  /** For each connected socket, a function that removes the gateway's listeners. */
  const removeListeners = new Map<ChatSocket, () => void>()
  let closing: Promise<void> | undefined

  /** Decides whether a socket may connect. */
  async function admit(socket: ChatSocket, next: (error?: Error) => void): Promise<void> {
    // TODO 03.2: Identify and notify users
    // Await options.identify(socket.handshake). Without a user, call next(new Error('unauthorized')) and return.
    // Otherwise, set socket.data.user, join userRoom(user.id), and call next().
    socket.data.user = { id: 'guest', name: 'Guest' }
    next()
  }

  function onConnection(socket: ChatSocket): void {
    const isWithinLimit = createLimit()

    // Given: a browser can send any number of arguments. The acknowledgement is the last one, if that's a function.
    function serve(event: keyof ClientEvents, request: Request): () => void {
      const listener = (...args: unknown[]) => {
        const acknowledge = args.at(-1)
        const handled = isWithinLimit()
          ? queues.run(socket, () => handle(request, socket, args[0]))
          : Promise.resolve(refuse('too-many'))
        void handled.then((acknowledgement) => {
          if (typeof acknowledge === 'function') acknowledge(acknowledgement)
        })
      }
      socket.on(event, listener)
      return () => socket.off(event, listener)
    }

    function onDisconnecting(): void {
      removeListeners.delete(socket)
      // TODO 03.3: Add rooms
      // A browser that disconnects doesn't send leave_room. Call rooms.leaveAll(socket).
    }

    const removers = [
      serve('send_message', sendMessage),
      serve('join_room', joinRoom),
      serve('leave_room', leaveRoom),
      serve('send_room_message', sendRoomMessage),
    ]
    socket.on('disconnecting', onDisconnecting)
    removeListeners.set(socket, () => {
      for (const remove of removers) remove()
      socket.off('disconnecting', onDisconnecting)
    })
  }

  async function notify(userId: string, notification: Notification): Promise<number> {
    // TODO 03.2, continued
    // Publish { userId, notification } as JSON to channels.notifications, and return the count.
    return todo('03.2')
  }

  /** Resolves when broadcasts and notifications will arrive. */
  async function subscribe(): Promise<void> {
    // TODO 03.1: Broadcast to every server
    // Subscribe onBroadcast to channels.broadcast, and wait for Redis to confirm.
    // TODO 03.2, continued
    // Subscribe onNotification to channels.notifications, and wait for Redis to confirm.
  }

  /** Runs once, however often close() is called. */
  async function end(): Promise<void> {
    // TODO 03.4: Shut down
    // 1. Remove onConnection from io, and call each function in removeListeners.
    // 2. Unsubscribe onBroadcast and onNotification, and call rooms.close(). Report what rejects.
    // 3. Wait for all three, but at most a second: while Redis is down, it doesn't reply.
    return todo('03.4')
  }

  function close(): Promise<void> {
    closing ??= end()
    return closing
  }

  io.use((socket, next) => {
    // Given: Socket.IO can't remove a middleware, so a closed gateway rejects. An error in identify() stays on the server.
    if (closing !== undefined) return next(new Error('unavailable'))
    admit(socket, next).catch((error: unknown) => {
      report({ kind: 'handler', error, channel: channels.notifications })
      next(new Error('unauthorized'))
    })
  })
  io.on('connection', onConnection)
  try {
    await subscribe()
  } catch (error) {
    await close()
    throw error
  }
  return { notify, close }
}
