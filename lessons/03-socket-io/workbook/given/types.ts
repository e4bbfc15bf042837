import type { Server, Socket } from 'socket.io'
import type { Acknowledgement, ClientEvents, ServerEvents, User } from '../../contract.ts'

/** A browser may omit this argument. */
export type Acknowledge = (acknowledgement: Acknowledgement) => void

/** What a browser sends to a room. `others` belongs to task 03.7: true to leave out the sending socket. */
export interface RoomText {
  readonly room: string
  readonly text: string
  readonly others?: boolean
}

/** A Socket.IO server with the events of this lesson. */
export type ChatServer = Server<ClientEvents, ServerEvents, Record<string, never>, { user: User }>
/** One of its sockets. */
export type ChatSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, { user: User }>
/** What a browser sends when it connects. */
export type Handshake = ChatSocket['handshake']
