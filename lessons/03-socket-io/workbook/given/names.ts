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

/**
 * The room of Socket.IO that a chat room has. Without the prefix, a browser could join the room of a user or a socket:
 * any name is a valid name for a chat room.
 */
export const socketRoom = (room: string) => SOCKET_ROOM + room
export const SOCKET_ROOM = 'room:'

/** The room of Socket.IO with all sockets of a user. */
export const userRoom = (id: string) => `user:${id}`
