// It compares the token under WATCH, so the transaction fails if the claim changes in between.
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
    const token = randomUUID()
    const expiration = { type: 'PX', value: leaseMs } as const
    const reply = await redis.set(key, token, { condition: 'NX', expiration })
    return reply === null ? undefined : token
  }

  async function release(key: string, token: string): Promise<boolean> {
    const other = redis.duplicate()
    other.on('error', (error: unknown) => report({ kind: 'connection', error }))
    await other.connect()
    try {
      await other.watch(key)
      if ((await other.get(key)) !== token) return false
      const [count] = await other.multi().del(key).exec()
      return Number(count) === 1
    } catch (error) {
      if (error instanceof Error && /watched keys/.test(error.message)) return false
      throw error
    } finally {
      other.destroy()
    }
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    const { id, name, email, passwordHash } = user
    const transaction = redis
      .multi()
      .hSet(keyOf(id), { id, name, email, passwordHash })
      .publish(channel, text)
    // exec() rejects if Redis refused one of the commands.
    const replies = await transaction.exec()
    return Number(replies[1])
  }

  return { ...limited({ save, find, claim, release, saveAndPublish }), close: () => end(redis) }
}
