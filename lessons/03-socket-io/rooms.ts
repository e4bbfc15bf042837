// Yours. Lesson 03, Socket.IO over many servers: fill in the tasks marked TODO. Check with: npm test lessons/03

import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import type { Report } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { ChatSocket } from './contract.ts'

/** The rooms of one gateway. */
export interface Rooms {
  /**
   * Puts a socket into a room.
   *
   * @returns True when messages will arrive. False when the socket has left or gone meanwhile.
   * @throws When Redis does not take the subscription. The socket is not in the room then.
   */
  join(socket: ChatSocket, room: string): Promise<boolean>
  /** Takes a socket out of a room, if it is in it. */
  leave(socket: ChatSocket, room: string): Promise<void>
  /** Takes a socket out of all rooms. */
  leaveAll(socket: ChatSocket): Promise<void>
  /** Takes all sockets out of all rooms. */
  close(): Promise<void>
}

export interface RoomsOptions {
  readonly pubsub: PubSub
  readonly report: Report
  /** The channel of a room. */
  channelOf(room: string): string
  /** Gets what comes by the channels of all rooms. */
  readonly deliver: Handler<string>
}

/** A room with members, or about to have some. */
interface Room {
  readonly name: string
  /** The sockets that are in it, or will be when Redis has confirmed the subscription. */
  readonly members: Set<ChatSocket>
  /** Whether Redis has confirmed the subscription. */
  subscribed: boolean
  /** The change of the subscription that is under way. */
  change?: Promise<void> | undefined
}

/** The name of a room for Socket.IO. Users and sockets have rooms there too, and no browser may enter those. */
export function socketRoom(room: string): string {
  return `room:${room}`
}

export function openRooms({ pubsub, report, channelOf, deliver }: RoomsOptions): Rooms {
  const rooms = new Map<string, Room>()
  let closed = false

  async function join(socket: ChatSocket, name: string): Promise<boolean> {
    // TODO 03.3: rooms with one subscription per server
    return todo('03.3')
  }

  async function leave(socket: ChatSocket, name: string): Promise<void> {
    // TODO 03.3, continued
    return todo('03.3')
  }

  async function leaveAll(socket: ChatSocket): Promise<void> {
    // TODO 03.3, continued
    void socket
  }

  /** Says whether a socket that has waited for Redis has neither left nor gone. */
  function isStillThere(socket: ChatSocket, room: Room): boolean {
    // TODO 03.3, continued
    void [socket, room]
    return true
  }

  async function close(): Promise<void> {
    // TODO 03.4: close
    return todo('03.4')
  }

  return { join, leave, leaveAll, close }
}
