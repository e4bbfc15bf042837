/**
 * Lesson 03: a bridge between the sockets of one server process and Redis.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'
import type {
  Acknowledge,
  Answer,
  ChatSocket,
  Gateway,
  GatewayOptions,
  Message,
  Notification,
  Refusal,
  User,
} from '../../lessons/03-socket-io/contract.ts'
import { type Allowance, allowance, type InTurn, queue } from './limits.ts'
import {
  readMessage,
  readNotification,
  readRoom,
  readRoomDelivery,
  readRoomText,
  readText,
} from './payloads.ts'
import { openRooms, socketRoom } from './rooms.ts'

/** A socket, and what the gateway keeps with it. */
interface Visitor {
  readonly socket: ChatSocket
  /** Says whether the next request may be served. */
  readonly allowed: Allowance
  /** Serves the requests of a socket in their order. */
  readonly inTurn: InTurn
  /** Takes the listeners off the socket. */
  readonly forget: () => void
}

/** Does what a browser asks for. Resolves with the reason why not, if it is not done. */
type Request = (visitor: Visitor, payload: unknown) => Promise<Refusal | undefined>

/** How long closing may take while Redis is away, in milliseconds. */
const CLOSE_WITHIN_MS = 1000

/** The room of a user's sockets, for Socket.IO. */
const userRoom = (id: string) => `user:${id}`

export async function attach(options: GatewayOptions): Promise<Gateway> {
  const { io, pubsub, namespace, report } = options
  const broadcast = `${namespace}broadcast`
  const notifications = `${namespace}notifications`
  const channelOf = (room: string) => `${namespace}room:${room}`

  const rooms = openRooms({ pubsub, report, channelOf, deliver: onRoomMessage })
  const visitors = new Set<Visitor>()
  let closing: Promise<void> | undefined

  // From browsers

  /** Makes the listener for a request. */
  function answering(visitor: Visitor, request: Request): (...args: unknown[]) => void {
    // #region 03.1-answering
    //- return (...args) => void request(visitor, args[0])
    return (...args) => {
      const last = args.at(-1)
      const acknowledge = typeof last === 'function' ? (last as Acknowledge) : () => {}
      void answerTo(visitor, request, args[0]).then(acknowledge)
    }
    // #endregion
  }

  // #region 03.1-answerTo
  //-
  /** Serves a request, and never rejects: Socket.IO does not wait for its listeners. */
  async function answerTo(visitor: Visitor, request: Request, payload: unknown): Promise<Answer> {
    if (!visitor.allowed()) return { ok: false, reason: 'too-many' }
    try {
      const reason = await visitor.inTurn(() => request(visitor, payload))
      return reason ? { ok: false, reason } : { ok: true }
    } catch (error) {
      // Redis has not confirmed it. The browser is told that, and nothing of the error.
      report({ kind: 'connection', error })
      return { ok: false, reason: 'unavailable' }
    }
  }
  // #endregion

  async function sendMessage({ socket }: Visitor, payload: unknown): Promise<Refusal | undefined> {
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    await pubsub.publishJson(broadcast, newMessage(socket.data.user, text))
    return undefined
    // #endregion
  }

  async function joinRoom({ socket }: Visitor, payload: unknown): Promise<Refusal | undefined> {
    // #region 03.3-joinRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    if (!(await mayEnter(socket.data.user, room))) return 'forbidden'
    return (await rooms.join(socket, room)) ? undefined : 'not-joined'
    // #endregion
  }

  async function leaveRoom({ socket }: Visitor, payload: unknown): Promise<Refusal | undefined> {
    // #region 03.3-leaveRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    await rooms.leave(socket, room)
    return undefined
    // #endregion
  }

  async function sendRoomMessage({ socket }: Visitor, payload: unknown): Promise<Refusal | undefined> {
    // #region 03.3-sendRoomMessage
    const wish = readRoomText(payload)
    if (!wish) return 'invalid'
    const { room, text } = wish
    if (!isMember(socket, room)) return 'not-joined'
    const message = { room, ...newMessage(socket.data.user, text) }
    await pubsub.publishJson(channelOf(room), wish.others ? forOthers(message, socket) : message)
    return undefined
    // #endregion
  }

  function newMessage({ id, name }: User, text: string): Message {
    // The user may hold more, which is not for other programs or browsers.
    return { from: { id, name }, text, sentAt: new Date().toISOString() }
  }

  /** Marks a message as one that a socket is not to get. */
  function forOthers<T extends Message>(message: T, sender: ChatSocket): T & { except?: string } {
    // #region 03.7-forOthers
    //- return message
    return { ...message, except: sender.id }
    // #endregion
  }

  /** Asks the application. */
  async function mayEnter(user: User, room: string): Promise<boolean> {
    // #region 03.6-mayEnter
    //- return true
    try {
      return (await options.mayJoin(user, room)) === true
    } catch (error) {
      report({ kind: 'handler', error, channel: channelOf(room) })
      return false
    }
    // #endregion
  }

  function isMember(socket: ChatSocket, room: string): boolean {
    // #region 03.6-isMember
    //- return true
    return socket.rooms.has(socketRoom(room))
    // #endregion
  }

  // From Redis

  /** The sockets that messages are handed to. */
  function here() {
    // #region 03.8-here
    //- return io
    // Those of this process alone: with an adapter for clusters, `io` means those of all processes.
    return io.local
    // #endregion
  }

  function onBroadcast(payload: string, channel: string): void {
    // #region 03.1-onBroadcast
    //- todo('03.1')
    const message = read(payload, channel, readMessage)
    if (message) here().emit('message', message)
    // #endregion
  }

  function onNotification(payload: string, channel: string): void {
    // #region 03.2-onNotification
    //- todo('03.2')
    const delivery = read(payload, channel, readNotification)
    if (delivery) here().to(userRoom(delivery.userId)).emit('notification', delivery.notification)
    // #endregion
  }

  function onRoomMessage(payload: string, channel: string): void {
    // #region 03.3-onRoomMessage
    //- todo('03.3')
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const { except, ...message } = delivery
    // The channel says which room it is. What the text says may be wrong.
    const room = channel.slice(channelOf('').length)
    const members = here().to(socketRoom(room))
    // Only the id of a socket: rooms of Socket.IO could be left out too, and their names can be guessed.
    const isHere = except !== undefined && io.of('/').sockets.has(except)
    const receivers = isHere ? members.except(except) : members
    receivers.emit('room_message', { ...message, room })
    // #endregion
  }

  // #region 03.1-read
  //-
  /** Reads a text from Redis. One that is not of the right kind is reported. */
  function read<T>(payload: string, channel: string, as: (value: unknown) => T | undefined): T | undefined {
    try {
      const message = as(JSON.parse(payload))
      if (message === undefined) throw new TypeError('This is no message of the kind that belongs here.')
      return message
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
      return undefined
    }
  }
  // #endregion

  // Who comes and who goes

  /** Lets a socket in, or refuses it by an error for `next`. */
  async function admit(socket: ChatSocket, next: (error?: Error) => void): Promise<void> {
    // #region 03.2-admit
    //- socket.data.user = { id: 'nobody', name: 'Nobody' }
    //- next()
    // A middleware cannot be taken off `io` again, so a closed gateway refuses.
    if (closing !== undefined) return next(new Error('unavailable'))
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(user.id))
    next()
    // #endregion
  }

  // #region 03.2-whoIs
  //-
  async function whoIs(socket: ChatSocket): Promise<User | undefined> {
    try {
      return await options.identify(socket.handshake)
    } catch (error) {
      report({ kind: 'handler', error, channel: notifications })
      return undefined
    }
  }
  // #endregion

  function onConnection(socket: ChatSocket): void {
    const visitor: Visitor = { socket, allowed: allowance(), inTurn: queue(), forget }
    const sends = answering(visitor, sendMessage)
    const joins = answering(visitor, joinRoom)
    const leaves = answering(visitor, leaveRoom)
    const sendsToRoom = answering(visitor, sendRoomMessage)

    visitors.add(visitor)
    socket.on('send_message', sends)
    socket.on('join_room', joins)
    socket.on('leave_room', leaves)
    socket.on('send_room_message', sendsToRoom)
    socket.on('disconnect', onDisconnect)

    function onDisconnect(): void {
      visitors.delete(visitor)
      rooms.leaveAll(socket).catch((error: unknown) => report({ kind: 'connection', error }))
    }

    function forget(): void {
      socket.off('send_message', sends)
      socket.off('join_room', joins)
      socket.off('leave_room', leaves)
      socket.off('send_room_message', sendsToRoom)
      socket.off('disconnect', onDisconnect)
    }
  }

  async function notify(userId: string, notification: Notification): Promise<number> {
    // #region 03.2-notify
    return pubsub.publishJson(notifications, { userId, notification })
    // #endregion
  }

  // The beginning and the end

  async function listen(): Promise<void> {
    // #region 03.1-listen
    //- // Subscribe to the channel for broadcasts here.
    await pubsub.subscribe(broadcast, onBroadcast)
    // #endregion
    // #region 03.2-listen
    //- // Subscribe to the channel for notifications here.
    await pubsub.subscribe(notifications, onNotification)
    // #endregion
  }

  function close(): Promise<void> {
    // #region 03.4-close
    closing ??= end()
    return closing
    // #endregion
  }

  // #region 03.4-end
  //-
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    const unsubscribed = [
      pubsub.unsubscribe(broadcast, onBroadcast),
      pubsub.unsubscribe(notifications, onNotification),
      rooms.close(),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    // While Redis is away nobody answers, and whoever wants to end the program need not wait for that.
    await Promise.race([Promise.all(unsubscribed), delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
  // #endregion

  io.use((socket, next) => {
    admit(socket, next).catch((error: unknown) => {
      report({ kind: 'connection', error })
      next(new Error('unavailable'))
    })
  })
  io.on('connection', onConnection)
  try {
    await listen()
  } catch (error) {
    await close()
    throw error
  }
  return { notify, close }
}
