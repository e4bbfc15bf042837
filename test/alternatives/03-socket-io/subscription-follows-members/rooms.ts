// It keeps a state for each room, and one function brings the subscription in line with the members.
import type { Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import type { ChatSocket, GatewayOptions } from '../../../../lessons/03-socket-io/contract.ts'
import { type Channels, socketRoom } from '../../../../lessons/03-socket-io/workbook/given/names.ts'

export type Rooms = ReturnType<typeof createRooms>

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

export function createRooms(
  { pubsub, report }: GatewayOptions,
  channels: Channels,
  deliver: Handler<string>,
) {
  const rooms = new Map<string, Room>()
  let closed = false

  async function join(socket: ChatSocket, name: string): Promise<boolean> {
    if (closed || !socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room)
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
  }

  async function leave(socket: ChatSocket, name: string): Promise<void> {
    const room = rooms.get(name)
    if (!room?.members.delete(socket)) return
    await socket.leave(socketRoom(name))
    // The sockets that join are told when Redis refuses. This one has left in any case.
    await settled(room).catch(() => {})
  }

  async function leaveAll(socket: ChatSocket): Promise<void> {
    await Promise.all([...rooms.keys()].map((name) => leave(socket, name)))
  }
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
    await pubsub.subscribe(channels.room(room.name), deliver)
    room.subscribed = true
  }

  async function unsubscribe(room: Room): Promise<void> {
    await pubsub
      .unsubscribe(channels.room(room.name), deliver)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    // Even if Redis refused: the next member subscribes again.
    room.subscribed = false
  }

  /** Says whether a socket that has waited for Redis has neither left nor gone. */
  function isStillThere(socket: ChatSocket, room: Room): boolean {
    return socket.connected && room.members.has(socket)
  }

  async function close(): Promise<void> {
    closed = true
    const members = new Set([...rooms.values()].flatMap((room) => [...room.members]))
    await Promise.all([...members].map(leaveAll))
  }

  return { join, leave, leaveAll, close }
}
