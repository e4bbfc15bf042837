// Yours. Lesson 03, Socket.IO on several servers: fill in the tasks marked TODO. Check with: npm test lessons/03

import { todo } from '../../shared/lesson/todo.ts'
import type { Acknowledgement, ChatSocket, GatewayOptions, Message, Refusal, User } from './contract.ts'
import { readRoom, readRoomText, readText } from './payloads.ts'
import { type Channels, type Rooms, socketRoom } from './rooms.ts'

/** Does what a browser asks for. It rejects if Redis does. */
export type Request = (socket: ChatSocket, payload: unknown) => Promise<Acknowledgement>

const OK: Acknowledgement = { ok: true }

export function refuse(reason: Refusal): Acknowledgement {
  return { ok: false, reason }
}

export function createRequests(options: GatewayOptions, channels: Channels, rooms: Rooms) {
  const { pubsub, report } = options

  /** Runs a request. It never rejects, because Socket.IO doesn't catch a rejection. */
  async function handle(request: Request, socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    // TODO 03.1: Broadcast to every server
    // If the request rejects, report { kind: 'connection', error }, and return refuse('unavailable').
    return request(socket, payload)
  }

  async function sendMessage(socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    // TODO 03.1, continued
    // Read the text with readText(). Publish newMessage(socket, text) as JSON to channels.broadcast.
    // Return OK, or refuse('invalid') if there is no text.
    return todo('03.1')
  }

  async function joinRoom(socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    const room = readRoom(payload)
    if (room === undefined) return refuse('invalid')
    // TODO 03.3: Add rooms
    // Return refuse('forbidden') unless mayEnter() resolves with true.
    // Then await rooms.join(). For true, return OK; for false, refuse('not-joined').
    return todo('03.3')
  }

  async function leaveRoom(socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    const room = readRoom(payload)
    if (room === undefined) return refuse('invalid')
    await rooms.leave(socket, room)
    return OK
  }

  // Given, because it repeats sendMessage(). Only members may send: otherwise, mayJoin() would protect nothing.
  async function sendRoomMessage(socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    const request = readRoomText(payload)
    if (!request) return refuse('invalid')
    const { room, text, others } = request
    if (!socket.rooms.has(socketRoom(room))) return refuse('not-joined')
    const except = others ? { except: socket.id } : {}
    await pubsub.publishJson(channels.room(room), { room, ...newMessage(socket, text), ...except })
    return OK
  }

  /** The user may have other fields, such as an email address. They must not leave the server. */
  function newMessage(socket: ChatSocket, text: string): Message {
    const { id, name } = socket.data.user
    return { from: { id, name }, text, sentAt: new Date().toISOString() }
  }

  // Given, because it is easy to get wrong: an error in mayJoin() must not let a user in.
  async function mayEnter(user: User, room: string): Promise<boolean> {
    try {
      return (await options.mayJoin(user, room)) === true
    } catch (error) {
      report({ kind: 'handler', error, channel: channels.room(room) })
      return false
    }
  }

  return { handle, sendMessage, joinRoom, leaveRoom, sendRoomMessage }
}
