import type { Handshake, User } from '../../contract.ts'

/** Begins with a letter or a digit. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._'-]{0,23}$/u

/** The only room that not everybody may enter, and who may. */
const GUARDED = { room: 'staff', user: 'admin' }

/**
 * The user with a name. There are no passwords here: the same name in two tabs is the same user.
 *
 * @param name From outside: anything.
 * @returns Undefined when it is no name: 1 to 24 letters, digits, spaces and ` . _ ' - `.
 */
export function userNamed(name: unknown): User | undefined {
  if (typeof name !== 'string') return undefined
  const trimmed = name.normalize('NFC').trim()
  return NAME.test(trimmed) ? { id: trimmed.toLowerCase(), name: trimmed } : undefined
}

/** Who is behind a socket: the page sends the name along. */
export function identify(handshake: Handshake): User | undefined {
  return userNamed(handshake.auth.name)
}

/** Everybody may enter every room, but for one, so that a refusal can be seen. */
export function mayJoin(user: User, room: string): boolean {
  return room !== GUARDED.room || user.id === GUARDED.user
}
