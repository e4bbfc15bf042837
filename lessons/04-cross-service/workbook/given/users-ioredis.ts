/**
 * Given: the users of the store, with ioredis.
 *
 * @module
 */
import type { Redis } from 'ioredis'
import type { User } from '../../contract.ts'

/** Users, each of them a hash in Redis. */
export function usersIn(redis: Redis, namespace: string) {
  const keyOf = (id: string) => `${namespace}user:${id}`

  async function save({ id, name, email, passwordHash }: User): Promise<void> {
    await redis.hset(keyOf(id), { id, name, email, passwordHash })
  }

  async function find(id: string): Promise<User | undefined> {
    const { name, email, passwordHash } = await redis.hgetall(keyOf(id))
    if (name === undefined || email === undefined || passwordHash === undefined) return undefined
    return { id, name, email, passwordHash }
  }

  return { keyOf, save, find }
}
