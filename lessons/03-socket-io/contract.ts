/**
 * Lesson 03: what your code must do.
 *
 * Socket.IO connects browsers to one server process. Redis connects the server processes. The gateway stands
 * between: what a browser sends goes to Redis, and what comes from Redis goes to the browsers of this process.
 *
 * @module
 */
import type { Server, Socket } from 'socket.io'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'

/** Who is behind a socket. */
export interface User {
  readonly id: string
  readonly name: string
}

/** Why a server refuses what a browser asks for. */
export type Refusal =
  /** A value is missing, of the wrong type, empty or too long. */
  | 'invalid'
  /** This user may not enter this room. */
  | 'forbidden'
  /** The socket has not joined the room, or left it before its join was complete. */
  | 'not-joined'
  /**
   * The socket sent too many requests at once. Each socket has its own limit: 100 requests at once are all served; of
   * 1,000 requests at once, at most half are. After one second without a request, the next one is served.
   */
  | 'too-many'
  /** Redis did not confirm it. It may have been delivered all the same, so a browser that tries again may send it twice. */
  | 'unavailable'

/** What a browser is told about each request, by the acknowledgement of Socket.IO. */
export type Answer = { readonly ok: true } | { readonly ok: false; readonly reason: Refusal }

/** Socket.IO calls it back in the browser. It is the last argument, and a browser may leave it out. */
export type Acknowledge = (answer: Answer) => void

/** A message to everybody. As JSON it is also what travels on the channel `<namespace>broadcast`. */
export interface Message {
  /** The user that `identify` returned for the sender's socket: `id` and `name`, and nothing else that it may hold. */
  readonly from: User
  readonly text: string
  /**
   * When the sender's server took the request, as an ISO 8601 date: JSON has no dates. It travels with the message,
   * so all browsers get the same.
   */
  readonly sentAt: string
}

/** A message to a room. */
export interface RoomMessage extends Message {
  readonly room: string
}

/**
 * What travels on the channel `<namespace>room:<room>`, as JSON. The channel alone decides which room a message
 * belongs to: only the members of that room receive the message, and `room` tells them that room, even if the payload
 * names another one.
 */
export interface RoomDelivery extends RoomMessage {
  /**
   * The id of a socket that must not receive the message. A string that is not the id of a socket has no effect. Only
   * servers read this field: browsers never receive it.
   */
  readonly except?: string
}

/** What the application tells one user. */
export interface Notification {
  readonly title: string
  readonly text: string
}

/** What travels on the channel `<namespace>notifications`, as JSON. */
export interface UserDelivery {
  readonly userId: string
  readonly notification: Notification
}

/** What a browser may ask to be sent to a room. */
export interface RoomText {
  readonly room: string
  readonly text: string
  /** True: not to the socket that sends it. */
  readonly others?: boolean
}

/**
 * What a browser may send. It may also send anything else: types are not checked when the program runs.
 *
 * Each request with an acknowledgement is answered once, including a malformed one. While Redis does not reply, the
 * answer comes when `pubsub` gives up: after three seconds with ours.
 *
 * The requests of one socket never wait for those of another socket. The gateway may begin a request before it has
 * answered the previous one of the same socket, but joins and leaves take effect in the order in which the socket sends
 * them. No request affects another one or ends the process.
 */
export interface ClientEvents {
  /** To every browser on every server, including the sender. `text`: 1 to 2,000 characters, as `length` counts them. */
  send_message(message: { readonly text: string }, acknowledge?: Acknowledge): void
  /**
   * `room`: any 1 to 100 characters, as `length` counts them. Acknowledged when messages to the room will arrive.
   * Joining a room again changes nothing. When Redis refuses the subscription, the socket is not in the room. When the
   * socket leaves the room before the join is complete, the join is answered with `ok` or `not-joined`. A socket that
   * disconnects before the join is complete does not enter the room, and its browser receives no answer.
   */
  join_room(room: string, acknowledge?: Acknowledge): void
  /**
   * Afterwards the socket gets no message of the room, even if Redis refuses to end the subscription: then the answer
   * may be `ok` or `unavailable`. Leaving a room that was not joined is answered with `ok`.
   */
  leave_room(room: string, acknowledge?: Acknowledge): void
  /** To every socket in the room on every server, including the sender, which must have joined it. */
  send_room_message(message: RoomText, acknowledge?: Acknowledge): void
}

/** What a browser gets. */
export interface ServerEvents {
  /** Somebody has sent something to everybody. */
  message(message: Message): void
  /** Somebody has sent something to a room that this socket has joined; `room` is that room. */
  room_message(message: RoomMessage): void
  /** The application has something for this user. */
  notification(notification: Notification): void
}

/** What the gateway keeps with a socket. */
export interface SocketData {
  user: User
}

/** A Socket.IO server with these events. */
export type ChatServer = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>
/** A socket of it. */
export type ChatSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>
/** What a browser sends along when it connects. */
export type Handshake = ChatSocket['handshake']

/** What a gateway is made of. */
export interface GatewayOptions extends ConnectOptions {
  /** The Socket.IO server of this process, before its first browser. It belongs to the caller, who closes it. */
  readonly io: ChatServer
  /** Publish and subscribe, connected. It belongs to the caller, who closes it. */
  readonly pubsub: PubSub
  /**
   * Says which user is behind a socket, and is the only one to say it: `handshake.auth` is what the browser claims.
   * Undefined means an unknown user, and the connection is refused.
   * When it throws or rejects, the connection is refused too, the browser learns nothing of the error, and it is
   * reported with kind `handler`, with the channel of notifications.
   */
  identify(handshake: Handshake): User | undefined | Promise<User | undefined>
  /**
   * May this user enter this room? Anything but `true` is a no.
   * When it throws or rejects, the user may not enter, and the error is reported with kind `handler` and the channel of
   * the room.
   */
  mayJoin(user: User, room: string): boolean | Promise<boolean>
}

/** The bridge between the sockets of one server process and Redis. */
export interface Gateway {
  /**
   * Tells one user something: on all of the user's sockets, whichever servers they are on.
   *
   * @returns What PUBLISH returned.
   * @throws When Redis refuses the notification.
   */
  notify(userId: string, notification: Notification): Promise<number>

  /**
   * Ends the bridge: no subscription of it is left, no listener of it on `io` or on a socket, and `identify` is
   * asked no more. A connection that comes later may be refused or let in. The sockets stay connected, and what the
   * application has on `io` and `pubsub` stays. Calling it again does nothing.
   *
   * It never rejects. It resolves within two seconds, even if Redis is down or does not reply. When one subscription
   * cannot be ended, the others are ended all the same.
   */
  close(): Promise<void>
}

/** What your file exports. */
export interface GatewayContract {
  /**
   * Puts a bridge on a Socket.IO server.
   *
   * The channels are `<namespace>broadcast` for all, `<namespace>notifications` for users and
   * `<namespace>room:<room>` for a room. A process has a subscription to a room's channel exactly as long as it
   * has a socket in that room. When Redis refuses to end the subscription of one room, the others are ended all the
   * same.
   *
   * What comes by a channel is not trusted: a payload that is not a message of that kind, with every field of the
   * right type, is reported with kind `payload`, and reaches no browser.
   *
   * @returns Resolves when broadcasts and notifications will arrive.
   * @throws When Redis refuses one of the subscriptions. Everything is ended then, as by `close`.
   */
  attach(options: GatewayOptions): Promise<Gateway>
}
