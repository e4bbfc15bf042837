import type { ChatServer } from '../../contract.ts'

/**
 * The chat of the lesson, as it is written on an adapter of Socket.IO: `io.to(room).emit(…)` reaches the room on
 * every server. What a browser sends is not examined here: the story sends nothing bad.
 */
export function chatOnAdapter(io: ChatServer): void {
  io.use((socket, next) => {
    const { id, name } = socket.handshake.auth
    socket.data.user = { id, name }
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
