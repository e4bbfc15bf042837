import type { Acknowledgement, ChatSocket, GatewayOptions, Message, Refusal, User } from '../../contract.ts'
import { type Channels, socketRoom } from './names.ts'
import { readRoom, readRoomText } from './payloads.ts'

/** Handles a request. It rejects if Redis does. */
export type Request = (socket: ChatSocket, payload: unknown) => Promise<Acknowledgement>

export const OK: Acknowledgement = { ok: true }

export function refuse(reason: Refusal): Acknowledgement {
  return { ok: false, reason }
}

/** A new message from the user of a socket. Other fields of the user, such as an email address, stay on the server. */
export function newMessage(socket: ChatSocket, text: string): Message {
  const { id, name } = socket.data.user
  return { from: { id, name }, text, sentAt: new Date().toISOString() }
}

/** The requests that repeat those of the lesson. */
export function createGivenRequests(
  options: GatewayOptions,
  channels: Channels,
  rooms: { leave(socket: ChatSocket, room: string): Promise<void> },
) {
  const leaveRoom: Request = async (socket, payload) => {
    const room = readRoom(payload)
    if (room === undefined) return refuse('invalid')
    await rooms.leave(socket, room)
    return OK
  }

  const sendRoomMessage: Request = async (socket, payload) => {
    const request = readRoomText(payload)
    if (!request) return refuse('invalid')
    const { room, text, others } = request
    // Only members may send: otherwise, mayJoin() would protect nothing.
    if (!socket.rooms.has(socketRoom(room))) return refuse('not-joined')
    const except = others ? { except: socket.id } : {}
    await options.pubsub.publishJson(channels.room(room), { room, ...newMessage(socket, text), ...except })
    return OK
  }

  /** Asks the application. An error must not let a user in. */
  async function mayEnter(user: User, room: string): Promise<boolean> {
    try {
      return (await options.mayJoin(user, room)) === true
    } catch (error) {
      options.report({ kind: 'handler', error, channel: channels.room(room) })
      return false
    }
  }

  return { leaveRoom, sendRoomMessage, mayEnter }
}
