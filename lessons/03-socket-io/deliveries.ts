// Yours. Lesson 03, Socket.IO on several servers: fill in the tasks marked TODO. Check with: npm test lessons/03

import { todo } from '../../shared/lesson/todo.ts'
import type { GatewayOptions } from './contract.ts'
import {
  type Channels,
  decode,
  readMessage,
  readNotification,
  readRoomDelivery,
  socketRoom,
  userRoom,
} from './workbook/given/given.ts'

export function createDeliveries({ io, report }: GatewayOptions, channels: Channels) {
  /** Handles a payload from the channel for broadcasts. */
  function onBroadcast(payload: string, channel: string): void {
    // TODO 03.1: Broadcast to every server
    // Call decode() with readMessage, as below. If it returns a message, emit 'message' to localSockets().
    todo('03.1')
  }

  /** Handles a payload from the channel for notifications. */
  function onNotification(payload: string, channel: string): void {
    // TODO 03.2: Identify and notify users
    // Call decode() with readNotification. If it returns { userId, notification }, emit 'notification' with
    // localSockets().to(userRoom(userId)).
    todo('03.2')
  }

  /** Handles a payload from the channel of any room. */
  function onRoomMessage(payload: string, channel: string): void {
    const delivery = decode(payload, channel, readRoomDelivery, report)
    if (!delivery) return
    const { except, ...message } = delivery
    // TODO 03.3: Add rooms
    // The channel ends with the room; message.room may be another one. Emit 'room_message' to members(room, except).
    todo('03.3')
  }

  /** The members of a room on this server. */
  function members(room: string, except: string | undefined) {
    const all = localSockets().to(socketRoom(room))
    // TODO 03.7: Send to everyone but me
    // Leave out the socket with the id `except`. It comes from the payload and can be any string, even the name of a
    // room: leave it out only if io.of('/').sockets.has(except). all.except(except) returns a new object.
    return all
  }

  /** The sockets of this server. */
  function localSockets() {
    // TODO 03.8: Work beside a cluster adapter
    return io
  }

  return { onBroadcast, onNotification, onRoomMessage }
}
