// Yours. Lesson 04, Services that work together: fill in the tasks marked TODO. Check with: npm test lessons/04

import { randomUUID } from 'node:crypto'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'
import type { Store, User } from './contract.ts'

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
    // TODO 04.2: Claim each event. These lines were written for the other client: repair them.
    const token = randomUUID()
    const reply = await redis.setnx(key, token)
    await redis.pexpire(key, leaseMs)
    if (reply !== null) return token
    // TODO 04.7: Recognize your own claim
    // Go further: if the reply to SET was lost, ioredis sent it again, and the claim may be yours.
    return undefined
  }

  async function release(key: string, token: string): Promise<boolean> {
    // TODO 04.3: Release the claim of a failed event. These lines were written for the other client: repair them.
    const count = await redis.eval(RELEASE, key, token)
    return count === 1
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    // TODO 04.5: Store and publish in one step
    // Go further: send HSET and PUBLISH in one transaction. Return the reply to PUBLISH.
    return todo('04.5')
  }

  return { save, find, claim, release, saveAndPublish, close: () => end(redis) }
}

/** Compares and deletes in one step: in between, the claim could pass to another replica. */
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`
