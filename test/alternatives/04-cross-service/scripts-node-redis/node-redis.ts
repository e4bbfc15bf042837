// It uses scripts instead of SET with NX and MULTI.
/**
 * Lesson 04 with node-redis: users and claims in Redis.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { Store, User } from '../../../../lessons/04-cross-service/contract.ts'
import { limited, usersIn } from '../../../../lessons/04-cross-service/workbook/given/users-node-redis.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import { end, open } from '../../../../solutions/01-basic-pubsub/node-redis.ts'

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`

export async function openStore({ url, namespace, report }: ConnectOptions): Promise<Store> {
  const redis = await open(url, report)
  const { keyOf, save, find } = usersIn(redis, namespace)

  async function claim(key: string, leaseMs: number): Promise<string | undefined> {
    const token = `${process.pid}-${randomUUID()}`
    const answer = await redis.eval(
      `if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
       redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
       return 1`,
      { keys: [key], arguments: [token, String(leaseMs)] },
    )
    return answer === 1 ? token : undefined
  }

  async function release(key: string, token: string): Promise<boolean> {
    const count = await redis.eval(RELEASE, { keys: [key], arguments: [token] })
    return count === 1
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    const { id, name, email, passwordHash } = user
    const count = await redis.eval(
      `redis.call('HSET', KEYS[1], 'id', ARGV[3], 'name', ARGV[4], 'email', ARGV[5], 'passwordHash', ARGV[6])
       return redis.call('PUBLISH', ARGV[1], ARGV[2])`,
      { keys: [keyOf(id)], arguments: [channel, text, id, name, email, passwordHash] },
    )
    return Number(count)
  }

  return { ...limited({ save, find, claim, release, saveAndPublish }), close: () => end(redis) }
}
