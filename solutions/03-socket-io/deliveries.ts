/**
 * Delivers messages from Redis to the browsers of this server. Given, apart from the optional tasks 03.7 and 03.8.
 *
 * @module
 */
import type { GatewayOptions } from '../../lessons/03-socket-io/contract.ts'
import {
  type Channels,
  decode,
  readNotification,
  readRoomDelivery,
  socketRoom,
  userRoom,
} from '../../lessons/03-socket-io/workbook/given/given.ts'

export function createDeliveries({ io, report }: GatewayOptions, channels: Channels) {
  /** Handles a payload from the channel for notifications. */
  function onNotification(payload: string, channel: string): void {
    // #region given-onNotification
    const delivery = decode(payload, channel, readNotification, report)
    if (delivery) localSockets().to(userRoom(delivery.userId)).emit('notification', delivery.notification)
    // #endregion
  }

  /** Handles a payload from the channel of any room. */
  function onRoomMessage(payload: string, channel: string): void {
    const delivery = decode(payload, channel, readRoomDelivery, report)
    if (!delivery) return
    const { except, ...message } = delivery
    // #region given-onRoomMessage
    // The channel ends with the room. The payload could name another one.
    const room = channel.slice(channels.room('').length)
    members(room, except).emit('room_message', { ...message, room })
    // #endregion
  }

  /** The members of a room on this server. */
  function members(room: string, except: string | undefined) {
    const all = localSockets().to(socketRoom(room))
    // #region 03.7-members
    //- // Leave out the socket with the id `except`. It comes from the payload and can be any string, even the name of a
    //- // room: leave it out only if io.of('/').sockets.has(except). all.except(except) returns a new object.
    //- return all
    // Every socket id is also the name of a room. Any other room must not be left out.
    const isSocket = except !== undefined && io.of('/').sockets.has(except)
    return isSocket ? all.except(except) : all
    // #endregion
  }

  /** The sockets of this server. */
  function localSockets() {
    // #region 03.8-localSockets
    //- return io
    // With a cluster adapter, `io` means the sockets of all servers.
    return io.local
    // #endregion
  }

  return { localSockets, onNotification, onRoomMessage }
}
