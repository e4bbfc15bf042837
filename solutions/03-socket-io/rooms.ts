/**
 * The rooms of one server, and their subscriptions.
 *
 * @module
 */
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { ChatSocket, GatewayOptions } from '../../lessons/03-socket-io/contract.ts'
import { createQueues } from '../../shared/lesson/queues.ts'

/** The names of the Redis channels. */
export interface Channels {
  readonly broadcast: string
  readonly notifications: string
  room(name: string): string
}

export function channelsOf(namespace: string): Channels {
  return {
    broadcast: `${namespace}broadcast`,
    notifications: `${namespace}notifications`,
    room: (name) => `${namespace}room:${name}`,
  }
}

// Socket.IO has rooms of its own: here, one for each chat room and one for each user. Given: the prefixes keep them
// apart. Without them, a browser that joins the chat room "7" would receive the notifications of user 7.
const PREFIX = 'room:'
export const socketRoom = (room: string) => PREFIX + room
export const userRoom = (id: string) => `user:${id}`

export type Rooms = ReturnType<typeof createRooms>

export function createRooms(
  { io, pubsub, report }: GatewayOptions,
  channels: Channels,
  onRoomMessage: Handler<string>,
) {
  // Given: joins and leaves of one room run one after the other. Without that, a socket could join while the
  // subscription is being ended for the last member, and be in a room that receives nothing.
  const queues = createQueues()
  let closed = false

  /** Whether a socket of this server is in the room. Socket.IO counts the members. */
  function hasMembers(room: string): boolean {
    return io.of('/').adapter.rooms.has(socketRoom(room))
  }

  /** Resolves with true when messages will arrive, or with false if the socket cannot join any more. */
  function join(socket: ChatSocket, room: string): Promise<boolean> {
    return queues.run(room, async () => {
      if (isGone(socket)) return false
      // #region 03.3-join
      //- // Before the first member joins, subscribe onRoomMessage to channels.room(room). Then join socketRoom(room).
      //- return todo('03.3')
      if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      if (isGone(socket)) {
        await unsubscribeIfEmpty(room)
        return false
      }
      await socket.join(socketRoom(room))
      return true
      // #endregion
    })
  }

  /** Resolves when the socket has left. */
  function leave(socket: ChatSocket, room: string): Promise<void> {
    return queues.run(room, async () => {
      // #region 03.3-leave
      //- // Leave socketRoom(room), then call unsubscribeIfEmpty(room).
      await socket.leave(socketRoom(room))
      await unsubscribeIfEmpty(room)
      // #endregion
    })
  }

  /** Ends a subscription that no member needs. */
  async function unsubscribeIfEmpty(room: string): Promise<void> {
    // #region 03.3-unsubscribeIfEmpty
    //- // Unsubscribe the function that you subscribed.
    //- return todo('03.3')
    if (!hasMembers(room)) await pubsub.unsubscribe(channels.room(room), onRoomMessage)
    // #endregion
  }

  /** Removes a socket from all of its rooms. It never rejects. */
  async function leaveAll(socket: ChatSocket): Promise<void> {
    const names = [...socket.rooms].filter((name) => name.startsWith(PREFIX))
    const left = names.map((name) => leave(socket, name.slice(PREFIX.length)))
    // Each room has its own `catch`: if Redis refuses one, the others are left all the same.
    await Promise.all(left.map((one) => one.catch((error: unknown) => report({ kind: 'connection', error }))))
  }

  /** Whether a socket that has waited cannot join any more. */
  function isGone(socket: ChatSocket): boolean {
    // #region 03.5-isGone
    //- // It may have disconnected, or the gateway may have been closed. After SUBSCRIBE, join() has to ask again.
    //- return false
    return closed || !socket.connected
    // #endregion
  }

  /** Removes all sockets from all rooms. */
  async function close(): Promise<void> {
    closed = true
    await Promise.all([...io.of('/').sockets.values()].map(leaveAll))
    // Joins that are in flight find out that the gateway is closed.
    await queues.idle()
  }

  return { join, leave, leaveAll, close }
}
