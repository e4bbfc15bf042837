/**
 * Handles the requests of browsers, and publishes their messages to Redis.
 *
 * @module
 */
import type { Acknowledgement, ChatSocket, GatewayOptions } from '../../lessons/03-socket-io/contract.ts'
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
} from '../../lessons/03-socket-io/workbook/given/given.ts'
import type { Rooms } from './rooms.ts'

export function createRequests(options: GatewayOptions, channels: Channels, rooms: Rooms) {
  const { pubsub, report } = options
  // Given, because they repeat your code: leave_room and send_room_message, which only members may send.
  const { leaveRoom, sendRoomMessage, mayEnter } = createGivenRequests(options, channels, rooms)

  /** Runs any request. It never rejects, because Socket.IO doesn't catch a rejection. */
  async function handle(request: Request, socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    // #region 03.1-handle
    //- // If the request rejects, report { kind: 'connection', error }, and return refuse('unavailable').
    //- // In a try block, write `return await`: a plain `return` doesn't catch the rejection.
    //- return request(socket, payload)
    try {
      return await request(socket, payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
    // #endregion
  }

  const sendMessage: Request = async (socket, payload) => {
    // #region 03.1-sendMessage
    //- // Read the text with readText(). If it returns undefined, return refuse('invalid').
    //- // Otherwise, publish newMessage(socket, text) as JSON to channels.broadcast, and return OK.
    //- return todo('03.1')
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    return OK
    // #endregion
  }

  const joinRoom: Request = async (socket, payload) => {
    const room = readRoom(payload)
    if (room === undefined) return refuse('invalid')
    // #region 03.3-joinRoom
    //- // Ask mayEnter(user, room), which awaits mayJoin(). Unless it resolves with true, return refuse('forbidden').
    //- // Then await rooms.join(socket, room). For true, return OK; for false, refuse('not-joined').
    //- return todo('03.3')
    if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
    // #endregion
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
  // #region 03.1-readText
  //- // isRecord(value) checks for an object, and isText(value, MAX_TEXT) for a string of an allowed length.
  //- return todo('03.1')
  if (!isRecord(value) || !isText(value.text, MAX_TEXT)) return undefined
  return value.text
  // #endregion
}
