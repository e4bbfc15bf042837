// Yours. Lesson 03, Socket.IO on several servers: fill in the tasks marked TODO. Check with: npm test lessons/03

import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import { createQueues } from '../../shared/lesson/queues.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { ChatSocket, GatewayOptions } from './contract.ts'
import { type Channels, leaveRooms, socketRoom } from './workbook/given/given.ts'

export type Rooms = ReturnType<typeof createRooms>

export function createRooms(
  { io, pubsub, report }: GatewayOptions,
  channels: Channels,
  onRoomMessage: Handler<string>,
) {
  // Given: the joins and leaves of a room run one after the other. Otherwise, a socket could join while an UNSUBSCRIBE
  // is in flight, and be in a room that receives nothing.
  const queues = createQueues()
  const leaveAll = (socket: ChatSocket) => leaveRooms(socket, leave, report)
  let closed = false

  /** Whether a socket of this server is in the room. Socket.IO counts the members. */
  function hasMembers(room: string): boolean {
    return io.of('/').adapter.rooms.has(socketRoom(room))
  }

  /** Resolves with true once the room's messages will arrive, or with false if the socket can no longer join. */
  function join(socket: ChatSocket, room: string): Promise<boolean> {
    return queues.run(room, async () => {
      if (isGone(socket)) return false
      // TODO 03.3: Add rooms
      // If the room has no members yet, subscribe onRoomMessage to channels.room(room), and wait for Redis to confirm.
      // Then let the socket join socketRoom(room), and return true.
      return todo('03.3')
    })
  }

  /** Resolves when the socket has left. */
  function leave(socket: ChatSocket, room: string): Promise<void> {
    return queues.run(room, async () => {
      // TODO 03.3, continued
      // Let the socket leave socketRoom(room). Then call unsubscribeIfEmpty(room), and await it.
    })
  }

  /** Ends a subscription that no member needs. */
  async function unsubscribeIfEmpty(room: string): Promise<void> {
    // TODO 03.3, continued
    // If the room has no members, unsubscribe onRoomMessage from channels.room(room), and wait for Redis.
    return todo('03.3')
  }

  /** Whether a socket can no longer join after a wait. */
  function isGone(socket: ChatSocket): boolean {
    // TODO 03.5: Undo a join that comes too late
    // It may have disconnected, or the gateway may have been closed. In join(), ask again after SUBSCRIBE. If the socket
    // is gone, await unsubscribeIfEmpty(room), and return false.
    return false
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
