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
  const { leaveRoom, sendRoomMessage, mayEnter } = createGivenRequests(options, channels, rooms)

  /** Runs any request. Socket.IO wouldn't catch a rejection. */
  async function handle(request: Request, socket: ChatSocket, payload: unknown): Promise<Acknowledgement> {
    // #region given-handle
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
    //- // Unless isRecord(payload) and isText(payload.text, MAX_TEXT) are true, return refuse('invalid').
    //- // Otherwise, await pubsub.publishJson() with channels.broadcast and newMessage(socket, payload.text). Return OK.
    //- return todo('03.1')
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, payload.text))
    return OK
    // #endregion
  }

  const joinRoom: Request = async (socket, payload) => {
    const room = readRoom(payload)
    if (room === undefined) return refuse('invalid')
    // #region given-joinRoom
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
