/**
 * The given code of this lesson. It repeats the learner's code, or its bugs would be rare and hard to find.
 *
 * @module
 */
export { type Channels, channelsOf, SOCKET_ROOM, socketRoom, userRoom } from './names.ts'
export {
  decode,
  isRecord,
  isText,
  MAX_TEXT,
  readMessage,
  readNotification,
  readRoom,
  readRoomDelivery,
} from './payloads.ts'
export { createGivenRequests, newMessage, OK, type Request, refuse } from './requests.ts'
export { leaveRooms } from './rooms.ts'
export { settled } from './settled.ts'
export { acceptSockets } from './sockets.ts'
