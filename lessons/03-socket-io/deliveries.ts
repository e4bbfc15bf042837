// Yours. Fill in the TODOs, then check: npm test lessons/03

import type { GatewayOptions } from './contract.ts'
import {
  type Channels,
  decode,
  readNotification,
  readRoomDelivery,
  socketRoom,
  userRoom,
} from './workbook/given/given.ts'

export function createDeliveries({ io, report }: GatewayOptions, channels: Channels) {
  /** Handles a payload from the channel for notifications. */
  function onNotification(payload: string, channel: string): void {
    const delivery = decode(payload, channel, readNotification, report)
    if (delivery) localSockets().to(userRoom(delivery.userId)).emit('notification', delivery.notification)
  }

  /** Handles a payload from the channel of any room. */
  function onRoomMessage(payload: string, channel: string): void {
    const delivery = decode(payload, channel, readRoomDelivery, report)
    if (!delivery) return
    const { except, ...message } = delivery
    // The channel ends with the room. The payload could name another one.
    const room = channel.slice(channels.room('').length)
    members(room, except).emit('room_message', { ...message, room })
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

  return { localSockets, onNotification, onRoomMessage }
}
