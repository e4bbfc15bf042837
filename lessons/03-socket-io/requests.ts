// Yours. Fill in the TODOs, then check: npm test lessons/03

import { todo } from '../../shared/lesson/todo.ts'
import type { Acknowledgement, ChatSocket, GatewayOptions } from './contract.ts'
import type { Rooms } from './rooms.ts'
import {
  type Channels,
  createGivenRequests,
  isRecord,
  isText,
  MAX_TEXT,
  newMessage,
  OK,
  type Request,
  readRoom,
  refuse,
} from './workbook/given/given.ts'

export function createRequests(options: GatewayOptions, channels: Channels, rooms: Rooms) {
  const { pubsub, report } = options
  const { leaveRoom, sendRoomMessage, mayEnter } = createGivenRequests(options, channels, rooms)

  /** Runs any request. Socket.IO wouldn't catch a rejection. */
  async function handle(request: Request, socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    try {
      return await request(socket, payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
  }

  const sendMessage: Request = async (socket, payload) => {
    // TODO 03.1: Broadcast to every server
    // Unless isRecord(payload) and isText(payload.text, MAX_TEXT) are true, return refuse('invalid').
    // Otherwise, await pubsub.publishJson() with channels.broadcast and newMessage(socket, payload.text). Return OK.
    return todo('03.1')
  }

  const joinRoom: Request = async (socket, payload) => {
    const room = readRoom(payload)
    if (room === undefined) return refuse('invalid')
    if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
  }

  return {
    handle,
    requests: {
      send_message: sendMessage,
      join_room: joinRoom,
      leave_room: leaveRoom,
      send_room_message: sendRoomMessage,
    },
  }
}
