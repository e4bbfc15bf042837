/**
 * The rooms of one server, and their subscriptions.
 *
 * @module
 */
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { ChatSocket, GatewayOptions } from '../../lessons/03-socket-io/contract.ts'
import { type Channels, leaveRooms, socketRoom } from '../../lessons/03-socket-io/workbook/given/given.ts'
import { createQueues } from '../../shared/lesson/queues.ts'

export type Rooms = ReturnType<typeof createRooms>

export function createRooms(
  { io, pubsub, report }: GatewayOptions,
  channels: Channels,
  onRoomMessage: Handler<string>,
) {
  // The joins and leaves of a room run one after the other.
  const queues = createQueues()
  const leaveAll = (socket: ChatSocket) => leaveRooms(socket, leave, report)
  let closed = false

  /** Whether a socket of this server is in the room. */
  function hasMembers(room: string): boolean {
    return io.of('/').adapter.rooms.has(socketRoom(room))
  }

  function join(socket: ChatSocket, room: string): Promise<boolean> {
    return queues.run(room, async () => {
      if (isGone(socket)) return false
      // #region 03.3-join
      //- // If the room has no members yet, subscribe onRoomMessage to channels.room(room).
      //- // Once Redis has confirmed, return enter(socket, room).
      //- return todo('03.3')
      if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      return enter(socket, room)
      // #endregion
    })
  }

  /** Lets the socket join. */
  async function enter(socket: ChatSocket, room: string): Promise<boolean> {
    // #region 03.5-enter
    //- // If isGone(socket) after the wait, await unsubscribeIfEmpty(room), and return false.
    if (isGone(socket)) {
      await unsubscribeIfEmpty(room)
      return false
    }
    // #endregion
    await socket.join(socketRoom(room))
    return true
  }

  function leave(socket: ChatSocket, room: string): Promise<void> {
    return queues.run(room, async () => {
      // #region given-leave
      await socket.leave(socketRoom(room))
      await unsubscribeIfEmpty(room)
      // #endregion
    })
  }

  async function unsubscribeIfEmpty(room: string): Promise<void> {
    // #region 03.3-unsubscribeIfEmpty
    //- // If the room has no members, unsubscribe onRoomMessage. Wait for Redis.
    //- return todo('03.3')
    if (!hasMembers(room)) await pubsub.unsubscribe(channels.room(room), onRoomMessage)
    // #endregion
  }

  /** Whether it's too late to join. */
  function isGone(socket: ChatSocket): boolean {
    // #region given-isGone
    return closed || !socket.connected
    // #endregion
  }

  async function close(): Promise<void> {
    closed = true
    await Promise.all([...io.of('/').sockets.values()].map(leaveAll))
    await queues.idle()
  }

  return { join, leave, leaveAll, close }
}
