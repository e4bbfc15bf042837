import { randomUUID } from 'node:crypto'
import type { Connection } from './connection.ts'
import { HandshakeFailed, signIn } from './handshake.ts'
import type { Server } from './server.ts'
import { WAY_OUT } from './server-watch.ts'
import { parseRedisUrl } from './url.ts'

/** How long Redis may take to answer, in milliseconds. */
const WITHIN_MS = 2000

/**
 * Whether somebody else hears what is published on a channel of this run, for example by `PSUBSCRIBE *`. Checks look
 * at what PUBLISH returns, and it counts every subscription there is.
 *
 * @returns A sentence for the learner, or undefined without such subscribers.
 */
export async function foreignSubscribersText(
  server: Pick<Server, 'kind' | 'url' | 'namespace'>,
): Promise<string | undefined> {
  const address = parseRedisUrl(server.url)
  // Nobody else knows the others.
  if (server.kind !== 'url' || 'wrong' in address) return undefined
  let connection: Connection
  try {
    connection = (await signIn(address, server.url, { within: WITHIN_MS })).connection
  } catch (error) {
    if (!(error instanceof HandshakeFailed)) throw error
    return `Redis ${error.message}; ${error.remedy}, ${WAY_OUT}`
  }
  try {
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, WITHIN_MS, 'late').unref())
    const sent = connection.send('PUBLISH', `${server.namespace}unused:${randomUUID()}`, '')
    // Closed below while it is still waiting.
    sent.catch(() => {})
    const count = await Promise.race([sent, late])
    if (count === 'late') {
      return `Redis accepted the connection, but has not replied to PUBLISH within ${WITHIN_MS / 1000} seconds: is it paused or busy? Try again, ${WAY_OUT}`
    }
    if (typeof count !== 'number' || count === 0) return undefined
    return `Another client listens to all channels of this Redis (as PSUBSCRIBE * does), so PUBLISH returns more than the checks count on. End that subscription, ${WAY_OUT}`
  } finally {
    connection.close()
  }
}
