/**
 * Lesson 04 with node-redis: what the services keep in Redis.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { Store, User } from '../../lessons/04-cross-service/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

export async function openStore({ url, namespace, report }: ConnectOptions): Promise<Store> {
  const redis = await open(url, report)
  const keyOf = (id: string) => `${namespace}user:${id}`

  async function save({ id, name, email, passwordHash }: User): Promise<void> {
    await inTime(redis.hSet(keyOf(id), { id, name, email, passwordHash }))
  }

  async function find(id: string): Promise<User | undefined> {
    const { name, email, passwordHash } = await inTime(redis.hGetAll(keyOf(id)))
    if (name === undefined || email === undefined || passwordHash === undefined) return undefined
    return { id, name, email, passwordHash }
  }

  async function claim(key: string, leaseMs: number): Promise<string | undefined> {
    // #region 04.2-claim
    const token = randomUUID()
    // NX: only if there is none. PX: it ends by itself. In one command, so that there is no moment between them.
    const expiration = { type: 'PX', value: leaseMs } as const
    const answer = await inTime(redis.set(key, token, { condition: 'NX', expiration }))
    return answer === null ? undefined : token
    // #endregion
  }

  async function release(key: string, token: string): Promise<boolean> {
    // #region 04.3-release
    const count = await inTime(redis.eval(RELEASE, { keys: [key], arguments: [token] }))
    return count === 1
    // #endregion
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    // #region 04.5-saveAndPublish
    const { id, name, email, passwordHash } = user
    const both = redis.multi().hSet(keyOf(id), { id, name, email, passwordHash }).publish(channel, text)
    const replies = await inTime(both.exec())
    // If one of them was refused, `exec` has rejected.
    return Number(replies[1])
    // #endregion
  }

  return { save, find, claim, release, saveAndPublish, close: () => end(redis) }
}

// #region 04.3-RELEASE
//-
/** Looks whose claim it is and ends it, with nobody in between: by then it could be somebody else's. */
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`
// #endregion
