/**
 * Who of this process is in which room, and the subscriptions that follow from it.
 *
 * @module
 */

import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ChatSocket } from '../../lessons/03-socket-io/contract.ts'
import type { Report } from '../../shared/lesson/connect-options.ts'

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
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room)
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
  }

  async function leave(socket: ChatSocket, name: string): Promise<void> {
    // #region 03.3-leave
    const room = rooms.get(name)
    if (!room?.members.delete(socket)) return
    await socket.leave(socketRoom(name))
    // The sockets that join are told when Redis refuses. This one has left in any case.
    await settled(room).catch(() => {})
    // #endregion
  }

  async function leaveAll(socket: ChatSocket): Promise<void> {
    // #region 03.3-leaveAll
    //- void socket
    await Promise.all([...rooms.keys()].map((name) => leave(socket, name)))
    // #endregion
  }

  // #region 03.3-settled
  //-
  /** Resolves when the subscription of a room fits its members: there if it has some, ended if it has none. */
  function settled(room: Room): Promise<void> {
    // One change at a time: a socket that comes while one is under way waits for it, and for the next if need be.
    room.change ??= settle(room)
    return room.change
  }

  async function settle(room: Room): Promise<void> {
    // Not at once, so that `change` is set before it is done.
    await null
    try {
      while (room.subscribed !== room.members.size > 0) {
        if (room.subscribed) await unsubscribe(room)
        else await subscribe(room)
      }
    } finally {
      room.change = undefined
      // Also when Redis has refused: all who wait are told, and the next one to join begins with a new room.
      if (!room.subscribed) rooms.delete(room.name)
    }
  }

  async function subscribe(room: Room): Promise<void> {
    // The same handler for all rooms: the channel tells the room.
    await pubsub.subscribe(channelOf(room.name), deliver)
    room.subscribed = true
  }

  async function unsubscribe(room: Room): Promise<void> {
    await pubsub
      .unsubscribe(channelOf(room.name), deliver)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    // Even if Redis refused: the next member subscribes again.
    room.subscribed = false
  }
  // #endregion

  /** Says whether a socket that has waited for Redis has neither left nor gone. */
  function isStillThere(socket: ChatSocket, room: Room): boolean {
    // #region 03.3-isStillThere
    //- void [socket, room]
    //- return true
    return socket.connected && room.members.has(socket)
    // #endregion
  }

  async function close(): Promise<void> {
    // #region 03.4-closeRooms
    closed = true
    const members = new Set([...rooms.values()].flatMap((room) => [...room.members]))
    await Promise.all([...members].map(leaveAll))
    // #endregion
  }

  return { join, leave, leaveAll, close }
}
