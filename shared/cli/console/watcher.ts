import type { Connection } from '#shared/redis/connection.ts'
import { signIn } from '#shared/redis/handshake.ts'
import { RespError, type RespValue, textOf } from '#shared/redis/resp.ts'
import { parseRedisUrl } from '#shared/redis/url.ts'

/** A message that came by a watched pattern. */
export interface Watched {
  readonly pattern: string
  readonly channel: string
  readonly message: RespValue
}

/** Watches patterns, on a connection of its own. */
export interface Watcher {
  /**
   * Resolves when Redis has acknowledged: what is published from now on will be seen.
   *
   * @returns What Redis said when it refused.
   */
  watch(patterns: readonly string[]): Promise<string | undefined>
  /**
   * Ends these patterns; all when there are none.
   *
   * @returns The patterns still watched.
   */
  unwatch(patterns: readonly string[]): Promise<string[]>
  /** Resolves when every message that Redis has sent until now was handed on. */
  caughtUp(): Promise<void>
  close(): void
}

/** @param seen Takes every message. */
export function createWatcher(url: string, seen: (watched: Watched) => void): Watcher {
  const patterns = new Set<string>()
  let opening: Promise<Connection> | undefined

  /** The answer to a PING comes after all that Redis sent before it. */
  async function caughtUp(): Promise<void> {
    if (opening !== undefined) await (await opening).send('PING')
  }

  function open(): Promise<Connection> {
    opening ??= connectForPushes(url, (push) => {
      if (!Array.isArray(push) || textOf(push[0] ?? null) !== 'pmessage') return
      const [, pattern, channel, message] = push
      seen({ pattern: textOf(pattern ?? null), channel: textOf(channel ?? null), message: message ?? null })
    })
    return opening
  }

  /** After a refusal the connection has one reply too many. */
  async function startAfresh(connection: Connection): Promise<void> {
    connection.close()
    opening = undefined
    if (patterns.size === 0) return
    ;(await open()).write('PSUBSCRIBE', ...patterns)
    await caughtUp()
  }

  return {
    caughtUp,
    async watch(names) {
      const connection = await open()
      connection.write('PSUBSCRIBE', ...names)
      // Redis agrees with pushes. Only a refusal is a plain reply, and comes in place of the PING's.
      const answer = await connection.send('PING')
      if (answer instanceof RespError) {
        await startAfresh(connection)
        return answer.message
      }
      for (const name of names) patterns.add(name)
      return undefined
    },
    async unwatch(names) {
      const ending = names.length > 0 ? names : [...patterns]
      if (opening !== undefined && ending.length > 0) {
        const connection = await opening
        connection.write('PUNSUBSCRIBE', ...ending)
        await caughtUp()
      }
      for (const name of ending) patterns.delete(name)
      return [...patterns]
    },
    close() {
      void opening?.then((connection) => connection.close()).catch(() => {})
    },
  }
}

async function connectForPushes(url: string, onPush: (push: RespValue) => void): Promise<Connection> {
  const address = parseRedisUrl(url)
  if ('wrong' in address) throw new TypeError(`The URL ${address.wrong}.`)
  const { connection } = await signIn(address, url, { protocol: 3, onPush })
  return connection
}
