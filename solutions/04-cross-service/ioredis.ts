/**
 * Lesson 04 with ioredis: users and claims in Redis.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { Store, User } from '../../lessons/04-cross-service/contract.ts'
import { usersIn } from '../../lessons/04-cross-service/workbook/given/users-ioredis.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'

/** If KEYS[1] holds ARGV[1], deletes it and returns 1. Otherwise returns 0. */
// #region given-RELEASE
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`
// #endregion

export async function openStore({ url, namespace, report }: ConnectOptions): Promise<Store> {
  const redis = await open(url, report)
  const { keyOf, save, find } = usersIn(redis, namespace)

  async function claim(key: string, leaseMs: number): Promise<string | undefined> {
    // #region 04.2-claim
    //- // In one command, set the key to a new token, only if it doesn't exist, with an expiry of leaseMs.
    //- return todo('04.2')
    //? const token = randomUUID()
    //? const reply = await redis.setnx(key, token)
    //? await redis.pexpire(key, leaseMs)
    //? if (reply !== null) return token
    const token = randomUUID()
    const reply = await redis.set(key, token, 'PX', leaseMs, 'NX')
    if (reply !== null) return token
    // #endregion
    // #region 04.7-claim
    //! // Go further: if the reply to SET was lost, ioredis sent it again, and the claim may be yours.
    //! return undefined
    return (await redis.get(key)) === token ? token : undefined
    // #endregion
  }

  async function release(key: string, token: string): Promise<boolean> {
    // #region 04.3-release
    //- // Run the script RELEASE.
    //- return todo('04.3')
    //? const count = await redis.eval(RELEASE, key, token)
    //? return count === 1
    const count = await redis.eval(RELEASE, 1, key, token)
    return count === 1
    // #endregion
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    // #region 04.5-saveAndPublish
    //! // Go further.
    //! return todo('04.5')
    const { id, name, email, passwordHash } = user
    const replies = await redis
      .multi()
      .hset(keyOf(id), { id, name, email, passwordHash })
      .publish(channel, text)
      .exec()
    // exec() resolves even if Redis refused a command: each reply has its error beside it.
    const refused = replies?.find(([error]) => error)
    if (!replies || refused) throw refused?.[0] ?? new Error('Redis did not run the transaction.')
    return Number(replies[1]?.[1])
    // #endregion
  }

  return { save, find, claim, release, saveAndPublish, close: () => end(redis) }
}
