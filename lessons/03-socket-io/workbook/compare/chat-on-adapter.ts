import type { ChatServer } from '../../contract.ts'
import { identify } from './users.ts'

/**
 * The chat of the lesson with a Socket.IO adapter: `io.to(room).emit(…)` reaches the room on every server. It doesn't
 * validate requests, because this demo sends only valid ones.
 */
export function chatOnAdapter(io: ChatServer): void {
  io.use((socket, next) => {
    const user = identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    next()
  })
  io.on('connection', (socket) => {
    const from = socket.data.user
    socket.on('join_room', async (room, acknowledge) => {
      await socket.join(room)
      acknowledge?.({ ok: true })
    })
    socket.on('leave_room', async (room, acknowledge) => {
      await socket.leave(room)
      acknowledge?.({ ok: true })
    })
    socket.on('send_message', ({ text }, acknowledge) => {
      io.emit('message', { from, text, sentAt: new Date().toISOString() })
      acknowledge?.({ ok: true })
    })
    socket.on('send_room_message', ({ room, text }, acknowledge) => {
      io.to(room).emit('room_message', { room, from, text, sentAt: new Date().toISOString() })
      acknowledge?.({ ok: true })
    })
  })
}
