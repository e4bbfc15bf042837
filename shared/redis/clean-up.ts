import { signIn } from './handshake.ts'
import { plain } from './resp.ts'
import type { RedisAddress } from './url.ts'

/** Milliseconds after which keys are left where they are: the server may hold millions of others. */
const WITHIN = 3000

/**
 * Removes what a run has left on a server that is not ours: the keys below its namespace, and nothing else.
 * A server that is gone or too slow is left alone.
 *
 * @param namespace Without any of the characters that mean something in a pattern.
 */
export async function removeNamespace(address: RedisAddress, url: string, namespace: string): Promise<void> {
  const until = Date.now() + WITHIN
  try {
    const { connection } = await signIn(address, url, { within: WITHIN })
    try {
      let cursor = '0'
      do {
        const reply = plain(await connection.send('SCAN', cursor, 'MATCH', `${namespace}*`, 'COUNT', '1000'))
        if (!Array.isArray(reply)) return
        const [next, keys] = reply as [string, string[]]
        if (keys.length > 0) await connection.send('UNLINK', ...keys)
        cursor = next
      } while (cursor !== '0' && Date.now() < until)
    } finally {
      connection.close()
    }
  } catch {
    // Nobody is left to tell, and nothing depends on it.
  }
}
