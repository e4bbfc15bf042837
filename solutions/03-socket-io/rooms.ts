/**
 * Who of this process is in which room, and the subscriptions that follow from it.
 *
 * @module
 */

import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ChatSocket } from '../../lessons/03-socket-io/contract.ts'
import type { Report } from '../../shared/lesson/base.ts'

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

/** A room that somebody is in, or about to be. */
interface Room {
  readonly name: string
  /** The sockets that are in it, or will be when Redis has the subscription. */
  readonly members: Set<ChatSocket>
  /** Whether Redis has the subscription. It is unsure while it is asked for, and when it was refused. */
  subscription: 'off' | 'unsure' | 'on'
  /** The change of the subscription that is under way. */
  change?: Promise<void> | undefined
}

/** The name of a room for Socket.IO. Users and sockets have rooms there too, and no browser may enter those. */
export function socketRoom(room: string): string {
  return `room:${room}`
}

export function openRooms({ pubsub, report, channelOf, deliver }: RoomsOptions): Rooms {
  const rooms = new Map<string, Room>()
  /** So that nobody has to look through all rooms when a socket goes. */
  const roomsOf = new WeakMap<ChatSocket, Set<Room>>()
  const closing = new AbortController()

  async function join(socket: ChatSocket, name: string): Promise<boolean> {
    // #region 03.3-join
    if (closing.signal.aborted || !socket.connected) return false
    const room = enter(socket, name)
    try {
      await settled(room)
    } catch (error) {
      giveUp(socket, room)
      throw error
    }
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
  }

  async function leave(socket: ChatSocket, name: string): Promise<void> {
    // #region 03.3-leave
    const room = rooms.get(name)
    if (!room?.members.has(socket)) return
    exit(socket, room)
    await socket.leave(socketRoom(name))
    // That a subscription is refused is told to those who join.
    await settled(room).catch(() => {})
    // #endregion
  }

  async function leaveAll(socket: ChatSocket): Promise<void> {
    // #region 03.3-leaveAll
    //- void socket
    const joined = [...(roomsOf.get(socket) ?? [])]
    await Promise.all(joined.map(({ name }) => leave(socket, name)))
    // #endregion
  }

  // #region 03.3-members
  //-
  function enter(socket: ChatSocket, name: string): Room {
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscription: 'off' }
    rooms.set(name, room)
    room.members.add(socket)
    roomsOf.set(socket, (roomsOf.get(socket) ?? new Set()).add(room))
    return room
  }

  function exit(socket: ChatSocket, room: Room): void {
    room.members.delete(socket)
    roomsOf.get(socket)?.delete(room)
  }
  // #endregion

  // #region 03.3-settled
  //-
  /** Resolves when Redis has the subscription of a room that has members, or has it no more if there are none. */
  function settled(room: Room): Promise<void> {
    // One change at a time: who comes while one is under way waits for it, and for the next if need be.
    room.change ??= settle(room)
    return room.change
  }

  async function settle(room: Room): Promise<void> {
    // Not at once, so that `change` is set before it is done.
    await null
    try {
      for (;;) {
        const isWanted = room.members.size > 0
        if (isWanted && room.subscription !== 'on') await subscribe(room)
        else if (!isWanted && room.subscription !== 'off') await unsubscribe(room)
        else break
      }
    } finally {
      room.change = undefined
    }
    if (room.subscription === 'off') rooms.delete(room.name)
  }

  async function subscribe(room: Room): Promise<void> {
    room.subscription = 'unsure'
    // The same handler for all rooms, and a channel has it once, however often it is subscribed.
    await pubsub.subscribe(channelOf(room.name), deliver)
    room.subscription = 'on'
  }

  async function unsubscribe(room: Room): Promise<void> {
    try {
      await pubsub.unsubscribe(channelOf(room.name), deliver)
    } catch (error) {
      report({ kind: 'connection', error })
    }
    // Whatever came of it, the next member has to subscribe.
    room.subscription = 'off'
  }
  // #endregion

  /** Is called when Redis has refused the subscription that a socket was waiting for. */
  function giveUp(socket: ChatSocket, room: Room): void {
    // #region 03.5-giveUp
    //- void [socket, room]
    exit(socket, room)
    // Redis may have taken the subscription, and its answer was lost. Whoever joins meanwhile hears of an error.
    settled(room).catch(() => {})
    // #endregion
  }

  /** Says whether a socket that has waited for Redis has neither left nor gone. */
  function isStillThere(socket: ChatSocket, room: Room): boolean {
    // #region 03.5-isStillThere
    //- void [socket, room]
    //- return true
    return socket.connected && room.members.has(socket)
    // #endregion
  }

  async function close(): Promise<void> {
    // #region 03.4-closeRooms
    closing.abort()
    const members = new Set([...rooms.values()].flatMap((room) => [...room.members]))
    await Promise.all([...members].map(leaveAll))
    // #endregion
  }

  return { join, leave, leaveAll, close }
}
