// Yours. Lesson 03, Socket.IO over many servers: fill in the tasks marked TODO. Check with: npm test lessons/03

import { setTimeout as delay } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'
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
} from './contract.ts'
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
    // TODO 03.1: broadcast through Redis, and answer the sender
    return (...args) => void request(visitor, args[0])
  }

  async function sendMessage({ socket }: Visitor, payload: unknown): Promise<Refusal | undefined> {
    // TODO 03.1, continued
    return todo('03.1')
  }

  async function joinRoom({ socket }: Visitor, payload: unknown): Promise<Refusal | undefined> {
    // TODO 03.3: rooms with one subscription per server
    return todo('03.3')
  }

  async function leaveRoom({ socket }: Visitor, payload: unknown): Promise<Refusal | undefined> {
    // TODO 03.3, continued
    return todo('03.3')
  }

  async function sendRoomMessage({ socket }: Visitor, payload: unknown): Promise<Refusal | undefined> {
    // TODO 03.3, continued
    return todo('03.3')
  }

  function newMessage({ id, name }: User, text: string): Message {
    // The user may hold more, which is not for other programs or browsers.
    return { from: { id, name }, text, sentAt: new Date().toISOString() }
  }

  /** Marks a message as one that a socket is not to get. */
  function forOthers<T extends Message>(message: T, sender: ChatSocket): T & { except?: string } {
    // TODO 03.7: send to everyone but me
    return message
  }

  /** Asks the application. */
  async function mayEnter(user: User, room: string): Promise<boolean> {
    // TODO 03.6: refuse who may not enter, who is not in, and who asks too much
    return true
  }

  function isMember(socket: ChatSocket, room: string): boolean {
    // TODO 03.6, continued
    return true
  }

  // From Redis

  /** The sockets that messages are handed to. */
  function here() {
    // TODO 03.8: one copy each, also beside a cluster adapter
    return io
  }

  function onBroadcast(payload: string, channel: string): void {
    // TODO 03.1, continued
    todo('03.1')
  }

  function onNotification(payload: string, channel: string): void {
    // TODO 03.2: know who is behind a socket, and notify one user
    todo('03.2')
  }

  function onRoomMessage(payload: string, channel: string): void {
    // TODO 03.3, continued
    todo('03.3')
  }

  // Who comes and who goes

  /** Lets a socket in, or refuses it by an error for `next`. */
  async function admit(socket: ChatSocket, next: (error?: Error) => void): Promise<void> {
    // TODO 03.2, continued
    socket.data.user = { id: 'nobody', name: 'Nobody' }
    next()
  }

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
    // TODO 03.2, continued
    return todo('03.2')
  }

  // The beginning and the end

  async function listen(): Promise<void> {
    // TODO 03.1, continued
    // Subscribe to the channel for broadcasts here.
    // TODO 03.2, continued
    // Subscribe to the channel for notifications here.
  }

  function close(): Promise<void> {
    // TODO 03.4: close
    return todo('03.4')
  }

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
