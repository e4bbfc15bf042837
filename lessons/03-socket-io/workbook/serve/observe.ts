import type { ChatServer, ChatSocket } from '../../contract.ts'
import type { Step } from './messages.ts'
import { userNamed } from './people.ts'

/** How much of a name that came from outside is shown. */
const LONGEST = 100

/**
 * Tells what passes between the browsers and a Socket.IO server. It only listens: the code of the lesson decides
 * what happens.
 */
export function observe(chat: ChatServer, tell: (step: Step) => void): void {
  chat.on('connection', (socket: ChatSocket) => {
    const person = { socket: socket.id, who: userNamed(socket.handshake.auth.name)?.name ?? 'unknown' }
    tell({ what: 'arrived', ...person })
    socket.on('disconnect', () => tell({ what: 'left', ...person }))
    socket.onAny((event: unknown, request: unknown) =>
      tell({ what: 'up', ...person, event: short(event) ?? 'an event', room: roomOf(request) }),
    )
    socket.onAnyOutgoing((event: unknown) =>
      tell({ what: 'down', ...person, event: short(event) ?? 'an event' }),
    )
  })
}

/** The room that a request names, either as a whole or in a field. */
function roomOf(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null) return short(request)
  return short((request as { room?: unknown }).room)
}

function short(text: unknown): string | undefined {
  return typeof text === 'string' ? text.slice(0, LONGEST) : undefined
}
