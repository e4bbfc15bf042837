// Yours. Fill in the TODOs, then check: npm test lessons/03

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
      // TODO 03.3: Add rooms
      // If the room has no members yet, subscribe onRoomMessage to channels.room(room).
      // Once Redis has confirmed, return enter(socket, room).
      return todo('03.3')
    })
  }

  /** Lets the socket join. */
  async function enter(socket: ChatSocket, room: string): Promise<boolean> {
    // TODO 03.5: Undo a join that comes too late
    // If isGone(socket) after the wait, await unsubscribeIfEmpty(room), and return false.
    await socket.join(socketRoom(room))
    return true
  }

  function leave(socket: ChatSocket, room: string): Promise<void> {
    return queues.run(room, async () => {
      await socket.leave(socketRoom(room))
      await unsubscribeIfEmpty(room)
    })
  }

  async function unsubscribeIfEmpty(room: string): Promise<void> {
    // TODO 03.3, continued
    // If the room has no members, unsubscribe onRoomMessage. Wait for Redis.
    return todo('03.3')
  }

  /** Whether it's too late to join. */
  function isGone(socket: ChatSocket): boolean {
    return closed || !socket.connected
  }

  async function close(): Promise<void> {
    closed = true
    await Promise.all([...io.of('/').sockets.values()].map(leaveAll))
    await queues.idle()
  }

  return { join, leave, leaveAll, close }
}
