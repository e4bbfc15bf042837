/**
 * Lesson 03: the interface you implement.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'
import type { Acknowledge, ChatServer, Handshake, RoomText } from './workbook/given/types.ts'

export type * from './workbook/given/types.ts'

/** A user. */
export interface User {
  id: string
  name: string
}

/** `unavailable`: Redis did not confirm. `too-many`: see task 03.6. */
export type Refusal = 'invalid' | 'forbidden' | 'not-joined' | 'unavailable' | 'too-many'

/** A reply. */
export type Acknowledgement = { ok: true } | { ok: false; reason: Refusal }

/** A message to all browsers: JSON on the channel `<namespace>broadcast`. */
export interface Message {
  /** Only the `id` and `name` from `identify`. */
  from: User
  text: string
  /** When the server received the request, in ISO 8601. */
  sentAt: string
}

/** A message to a room: JSON on the channel `<namespace>room:<room>`. */
export interface RoomMessage extends Message {
  room: string
}

/** To one user: `{ userId, notification }` as JSON on the channel `<namespace>notifications`. */
export interface Notification {
  title: string
  text: string
}

/** Requests are acknowledged once. `text` has 1 to 2,000 characters and `room` 1 to 100, as `length` counts them. */
export interface ClientEvents {
  /** Sends to every browser on every server, including the sender's. */
  send_message(message: { text: string }, acknowledge?: Acknowledge): void
  /** Acknowledged with `ok` once the room's messages can arrive. Joining again changes nothing. */
  join_room(room: string, acknowledge?: Acknowledge): void
  /** If the room becomes empty, acknowledged after UNSUBSCRIBE. Leaving again changes nothing. */
  leave_room(room: string, acknowledge?: Acknowledge): void
  /** Sends to every member on every server. The sender must be a member. */
  send_room_message(message: RoomText, acknowledge?: Acknowledge): void
}

/** Events for browsers. */
export interface ServerEvents {
  /** To all browsers. */
  message(message: Message): void
  /** `room` comes from the channel, not from the payload. */
  room_message(message: RoomMessage): void
  /** To one user. */
  notification(notification: Notification): void
}

/** The application provides and closes `io` and `pubsub`. */
export interface GatewayOptions extends ConnectOptions {
  io: ChatServer
  pubsub: PubSub
  /** Returns undefined to reject the connection. Errors are reported, and reject it. */
  identify(handshake: Handshake): User | undefined | Promise<User | undefined>
  /** Only true allows the join. Errors are reported, and forbid it. */
  mayJoin(user: User, room: string): boolean | Promise<boolean>
}

/** A running gateway. */
export interface Gateway {
  /** Reaches all sockets of a user on all servers. Resolves with the count of PUBLISH. */
  notify(userId: string, notification: Notification): Promise<number>
  /**
   * Removes the gateway's subscriptions and listeners. Sockets stay connected. Rejected commands are reported.
   * Resolves when done, and within two seconds even if Redis is down. You can call it twice.
   */
  close(): Promise<void>
}

/** From `gateway.ts`. */
export interface GatewayContract {
  /**
   * Resolves once broadcasts and notifications can arrive. A server subscribes only to rooms with local members.
   * Malformed payloads are reported with kind `payload`, and reach no browser.
   */
  attach(options: GatewayOptions): Promise<Gateway>
}
