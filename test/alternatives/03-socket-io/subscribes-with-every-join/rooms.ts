// Subscribing the same function again changes nothing, so every join subscribes.
/**
 * The rooms of one server, and their subscriptions.
 *
 * @module
 */
import type { Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import type { ChatSocket, GatewayOptions } from '../../../../lessons/03-socket-io/contract.ts'
import {
  type Channels,
  leaveRooms,
  socketRoom,
} from '../../../../lessons/03-socket-io/workbook/given/given.ts'
import { createQueues } from '../../../../shared/lesson/queues.ts'

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
      await pubsub.subscribe(channels.room(room), onRoomMessage)
      if (isGone(socket)) {
        await unsubscribeIfEmpty(room)
        return false
      }
      await socket.join(socketRoom(room))
      return true
    })
  }

  /** Lets the socket join. */
  async function enter(socket: ChatSocket, room: string): Promise<boolean> {
    if (isGone(socket)) {
      await unsubscribeIfEmpty(room)
      return false
    }
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
    if (!hasMembers(room)) await pubsub.unsubscribe(channels.room(room), onRoomMessage)
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
