/**
 * Lesson 04 with node-redis: users and claims in Redis.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { Store, User } from '../../lessons/04-cross-service/contract.ts'
import { limited, usersIn } from '../../lessons/04-cross-service/workbook/given/users-node-redis.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { end, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

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
    //? const reply = await redis.setNX(key, token)
    //? await redis.pExpire(key, leaseMs)
    //? if (reply !== null) return token
    const token = randomUUID()
    const expiration = { type: 'PX', value: leaseMs } as const
    const reply = await redis.set(key, token, { condition: 'NX', expiration })
    return reply === null ? undefined : token
    // #endregion
  }

  async function release(key: string, token: string): Promise<boolean> {
    // #region 04.3-release
    //- // Run the script RELEASE.
    //- return todo('04.3')
    //? const count = await redis.eval(RELEASE, { arguments: ['1', key, token] })
    //? return count === 1
    const count = await redis.eval(RELEASE, { keys: [key], arguments: [token] })
    return count === 1
    // #endregion
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    // #region 04.5-saveAndPublish
    //! // Go further.
    //! return todo('04.5')
    const { id, name, email, passwordHash } = user
    const transaction = redis
      .multi()
      .hSet(keyOf(id), { id, name, email, passwordHash })
      .publish(channel, text)
    // exec() rejects if Redis refused one of the commands.
    const replies = await transaction.exec()
    return Number(replies[1])
    // #endregion
  }

  return { ...limited({ save, find, claim, release, saveAndPublish }), close: () => end(redis) }
}
