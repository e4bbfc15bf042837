/**
 * Given: the users of the store, with node-redis.
 *
 * @module
 */
import { inTime, type open } from '../../../../solutions/01-basic-pubsub/node-redis.ts'
import type { Store, User } from '../../contract.ts'

/** Users, each of them a hash in Redis. */
export function usersIn(redis: Awaited<ReturnType<typeof open>>, namespace: string) {
  const keyOf = (id: string) => `${namespace}user:${id}`

  async function save({ id, name, email, passwordHash }: User): Promise<void> {
    await redis.hSet(keyOf(id), { id, name, email, passwordHash })
  }

  async function find(id: string): Promise<User | undefined> {
    const { name, email, passwordHash } = await redis.hGetAll(keyOf(id))
    if (name === undefined || email === undefined || passwordHash === undefined) return undefined
    return { id, name, email, passwordHash }
  }

  return { keyOf, save, find }
}

/** Limits the time of each call, because node-redis waits for a reply without a limit. */
export function limited({ save, find, claim, release, saveAndPublish }: Omit<Store, 'close'>) {
  return {
    save: (user: User) => inTime(save(user)),
    find: (id: string) => inTime(find(id)),
    claim: (key: string, leaseMs: number) => inTime(claim(key, leaseMs)),
    release: (key: string, token: string) => inTime(release(key, token)),
    saveAndPublish: (user: User, channel: string, text: string) =>
      inTime(saveAndPublish(user, channel, text)),
  }
}
