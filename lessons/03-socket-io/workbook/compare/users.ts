import { randomUUID } from 'node:crypto'
import type { Handshake, User } from '../../contract.ts'

/** The users by their tokens, as in a session store. */
const users = new Map<string, User>()

/** Returns a new token for a user. The browser sends only the token, so only the server knows its user. */
export function tokenFor(name: string): string {
  const token = randomUUID()
  users.set(token, { id: `id of ${name}`, name })
  return token
}

/** Returns the user of a connection, or undefined for an unknown token. */
export function identify({ auth }: Handshake): User | undefined {
  return users.get(String(auth.token))
}
