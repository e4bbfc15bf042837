/**
 * Lesson 03: the interface you implement. A gateway connects the sockets of one server to Redis.
 *
 * @module
 */
import type { Server, Socket } from 'socket.io'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'

/** A user of your application. */
export interface User {
  readonly id: string
  readonly name: string
}

/**
 * Why the server refuses a request.
 *
 * - `invalid`: a value is missing, has the wrong type, or has the wrong length.
 * - `forbidden`: `mayJoin` does not allow it.
 * - `not-joined`: the socket is not in the room.
 * - `unavailable`: Redis did not confirm. The message may have been delivered all the same.
 * - `too-many` (task 03.6): the socket has sent too many requests.
 */
export type Refusal = 'invalid' | 'forbidden' | 'not-joined' | 'unavailable' | 'too-many'

/** How the server acknowledges a request. */
export type Acknowledgement = { readonly ok: true } | { readonly ok: false; readonly reason: Refusal }

/** The last argument of a request. A browser may omit it. */
export type Acknowledge = (acknowledgement: Acknowledgement) => void

/** A message to all browsers. The gateway publishes it as JSON to `<namespace>broadcast`. */
export interface Message {
  /** The sender: the `id` and the `name` that `identify` returned, and no other fields. */
  readonly from: User
  readonly text: string
  /** The time at which the sender's server received the request, as an ISO 8601 string. */
  readonly sentAt: string
}

/** A message to a room. The gateway publishes it as JSON to `<namespace>room:<room>`. */
export interface RoomMessage extends Message {
  readonly room: string
}

/**
 * A message from your application to one user. The gateway publishes `{ userId, notification }` as JSON to
 * `<namespace>notifications`.
 */
export interface Notification {
  readonly title: string
  readonly text: string
}

/** What a browser sends to a room. `others` (task 03.7): true to leave out the sending socket. */
export interface RoomText {
  readonly room: string
  readonly text: string
  readonly others?: boolean
}

/**
 * The requests of browsers. A browser can send anything: types are not checked at run time.
 *
 * Each request is acknowledged once. No request ends the process or affects another request. Joins and leaves of a
 * socket take effect in the order in which the socket sends them. `text` has 1 to 2,000 characters, `room` any 1 to
 * 100, as `length` counts them.
 */
export interface ClientEvents {
  /** Sends a message to every browser on every server, including the sender. `ok` after Redis confirms. */
  send_message(message: { readonly text: string }, acknowledge?: Acknowledge): void
  /** Joins a room. `ok` when messages will arrive. Joining again changes nothing. */
  join_room(room: string, acknowledge?: Acknowledge): void
  /** Leaves a room. The socket receives no more of its messages. Leaving a room again changes nothing. */
  leave_room(room: string, acknowledge?: Acknowledge): void
  /** Sends a message to every member of a room on every server, including the sender, which must be a member. */
  send_room_message(message: RoomText, acknowledge?: Acknowledge): void
}

/** What browsers receive. */
export interface ServerEvents {
  message(message: Message): void
  /** `room` names the channel that the message came from, even if the payload names another room. */
  room_message(message: RoomMessage): void
  notification(notification: Notification): void
}

export type ChatServer = Server<ClientEvents, ServerEvents, Record<string, never>, { user: User }>
export type ChatSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, { user: User }>
export type Handshake = ChatSocket['handshake']

/** `io` and `pubsub` belong to the caller, who closes them. */
export interface GatewayOptions extends ConnectOptions {
  readonly io: ChatServer
  readonly pubsub: PubSub
  /**
   * Returns the user of a connection, or undefined to reject it. `handshake.auth` is only what the browser claims.
   * If `identify` fails, the connection is rejected, and the error is reported with kind `handler`.
   */
  identify(handshake: Handshake): User | undefined | Promise<User | undefined>
  /** Returns true if the user may join the room. Other values mean no; so does an error, which is reported. */
  mayJoin(user: User, room: string): boolean | Promise<boolean>
}

export interface Gateway {
  /** Sends a notification to all sockets of a user on all servers. Resolves with the count that PUBLISH returns. */
  notify(userId: string, notification: Notification): Promise<number>
  /**
   * Removes the gateway's subscriptions and listeners. Sockets stay connected, and later connections are not
   * identified. It never rejects, and resolves within two seconds, even if Redis is down. Calling it again does nothing.
   */
  close(): Promise<void>
}

export interface GatewayContract {
  /**
   * Resolves when broadcasts and notifications will arrive. A server has one subscription for each room with local
   * members, and none for other rooms. A malformed payload is reported with kind `payload` and reaches no browser.
   */
  attach(options: GatewayOptions): Promise<Gateway>
}
