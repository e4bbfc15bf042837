/**
 * Lesson 04 with ioredis: what the services keep in Redis.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { Store, User } from '../../lessons/04-cross-service/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'

export async function openStore({ url, namespace, report }: ConnectOptions): Promise<Store> {
  const redis = await open(url, report)
  const keyOf = (id: string) => `${namespace}user:${id}`

  async function save({ id, name, email, passwordHash }: User): Promise<void> {
    await redis.hset(keyOf(id), { id, name, email, passwordHash })
  }

  async function find(id: string): Promise<User | undefined> {
    const { name, email, passwordHash } = await redis.hgetall(keyOf(id))
    if (name === undefined || email === undefined || passwordHash === undefined) return undefined
    return { id, name, email, passwordHash }
  }

  async function claim(key: string, leaseMs: number): Promise<string | undefined> {
    // #region 04.2-claim
    const token = randomUUID()
    // NX: only if there is none. PX: it ends by itself. In one command, so that there is no moment between them.
    const answer = await redis.set(key, token, 'PX', leaseMs, 'NX')
    return answer !== null || (await isOurs(key, token)) ? token : undefined
    // #endregion
  }

  /** When its answer is lost, ioredis sends a command again. Then the claim that is there already may be ours. */
  async function isOurs(key: string, token: string): Promise<boolean> {
    // #region 04.7-isOurs
    //- void [key, token]
    //- return false
    return (await redis.get(key)) === token
    // #endregion
  }

  async function release(key: string, token: string): Promise<boolean> {
    // #region 04.3-release
    const count = await redis.eval(RELEASE, 1, key, token)
    return count === 1
    // #endregion
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    // #region 04.5-saveAndPublish
    const { id, name, email, passwordHash } = user
    const replies = await redis
      .multi()
      .hset(keyOf(id), { id, name, email, passwordHash })
      .publish(channel, text)
      .exec()
    // `exec` resolves also when one of them was refused: each has its error beside its reply.
    const refused = replies?.find(([error]) => error)
    if (!replies || refused) throw refused?.[0] ?? new Error('Redis has not run the transaction.')
    return Number(replies[1]?.[1])
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
