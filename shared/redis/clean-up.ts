import { signIn } from './handshake.ts'
import { plain, RespError } from './resp.ts'
import type { RedisAddress } from './url.ts'

/** Milliseconds after which keys are left where they are: the server may hold millions of others, or be frozen. */
const WITHIN = 3000

/**
 * Removes what a run has left on a server that is not ours: the keys below its namespace, and nothing else.
 * A server that is gone or too slow is left alone.
 *
 * @returns Whether all of them are removed.
 * @param namespace Without any of the characters that mean something in a pattern.
 */
export async function removeNamespace(
  address: RedisAddress,
  url: string,
  namespace: string,
): Promise<boolean> {
  const until = Date.now() + WITHIN
  try {
    const { connection } = await signIn(address, url, { within: WITHIN })
    const timer = setTimeout(() => connection.close(), until - Date.now())
    try {
      let cursor = '0'
      do {
        const reply = plain(await connection.send('SCAN', cursor, 'MATCH', `${namespace}*`, 'COUNT', '1000'))
        if (!Array.isArray(reply)) return false
        const [next, keys] = reply as [string, string[]]
        const removed = keys.length > 0 && (await connection.send('UNLINK', ...keys))
        if (removed instanceof RespError) return false
        cursor = next
      } while (cursor !== '0' && Date.now() < until)
      return cursor === '0'
    } finally {
      clearTimeout(timer)
      connection.close()
    }
  } catch {
    // Gone, or too slow.
    return false
  }
}
