// Yours. Lesson 03, Socket.IO on several servers: fill in the tasks marked TODO. Check with: npm test lessons/03

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
  // Given, because they repeat your code: leave_room and send_room_message, which only members may send.
  const { leaveRoom, sendRoomMessage, mayEnter } = createGivenRequests(options, channels, rooms)

  /** Runs any request. It never rejects, because Socket.IO doesn't catch a rejection. */
  async function handle(request: Request, socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    // TODO 03.1: Broadcast to every server
    // If the request rejects, report { kind: 'connection', error }, and return refuse('unavailable').
    // In a try block, write `return await`: a plain `return` doesn't catch the rejection.
    return request(socket, payload)
  }

  const sendMessage: Request = async (socket, payload) => {
    // TODO 03.1, continued
    // Read the text with readText(). If it returns undefined, return refuse('invalid').
    // Otherwise, publish newMessage(socket, text) as JSON to channels.broadcast, and return OK.
    return todo('03.1')
  }

  const joinRoom: Request = async (socket, payload) => {
    const room = readRoom(payload)
    if (room === undefined) return refuse('invalid')
    // TODO 03.3: Add rooms
    // Ask mayEnter(user, room), which awaits mayJoin(). Unless it resolves with true, return refuse('forbidden').
    // Then await rooms.join(socket, room). For true, return OK; for false, refuse('not-joined').
    return todo('03.3')
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

/** Reads the text of `{ text }`, or returns undefined if the value is malformed. */
function readText(value: unknown): string | undefined {
  // TODO 03.1, continued
  // isRecord(value) checks for an object, and isText(value, MAX_TEXT) for a string of an allowed length.
  return todo('03.1')
}
