import type { ChatSocket, GatewayOptions } from '../../contract.ts'
import { SOCKET_ROOM } from './names.ts'

/** Removes a socket from all of its chat rooms. It never rejects. */
export async function leaveRooms(
  socket: ChatSocket,
  leave: (socket: ChatSocket, room: string) => Promise<void>,
  report: GatewayOptions['report'],
): Promise<void> {
  const names = [...socket.rooms].filter((name) => name.startsWith(SOCKET_ROOM))
  const left = names.map((name) => leave(socket, name.slice(SOCKET_ROOM.length)))
  // Each room has its own `catch`: if Redis rejects one, the others are left all the same.
  await Promise.all(left.map((one) => one.catch((error: unknown) => report({ kind: 'connection', error }))))
}
