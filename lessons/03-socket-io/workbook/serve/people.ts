import type { Handshake, User } from '../../contract.ts'

/** A name starts with a letter or a digit. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._'-]{0,23}$/u

/** The only protected room, and the only user who may join it. */
const GUARDED = { room: 'staff', user: 'admin' }

/**
 * The user with a name. There are no passwords here: the same name in two tabs is the same user.
 *
 * @param name Any value that a browser sent.
 * @returns Undefined unless it is a name: 1 to 24 letters, digits, spaces, and ` . _ ' - `.
 */
export function userNamed(name: unknown): User | undefined {
  if (typeof name !== 'string') return undefined
  const trimmed = name.normalize('NFC').trim()
  return NAME.test(trimmed) ? { id: trimmed.toLowerCase(), name: trimmed } : undefined
}

/** Returns the user of a connection. In this demo, the page simply sends the name. */
export function identify(handshake: Handshake): User | undefined {
  return userNamed(handshake.auth.name)
}

/** All users may join all rooms except one, so that you can see a refusal. */
export function mayJoin(user: User, room: string): boolean {
  return room !== GUARDED.room || user.id === GUARDED.user
}
