// Yours. Fill in the TODOs, then check: npm test lessons/04

import { randomUUID } from 'node:crypto'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'
import type { Store, User } from './contract.ts'
import { usersIn } from './workbook/given/users-ioredis.ts'

/** If KEYS[1] holds ARGV[1], deletes it and returns 1. Otherwise returns 0. */
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`

export async function openStore({ url, namespace, report }: ConnectOptions): Promise<Store> {
  const redis = await open(url, report)
  const { keyOf, save, find } = usersIn(redis, namespace)

  async function claim(key: string, leaseMs: number): Promise<string | undefined> {
    // TODO 04.2: Claim each event. These lines were written for the other client: fix them.
    const token = randomUUID()
    const reply = await redis.setnx(key, token)
    await redis.pexpire(key, leaseMs)
    if (reply !== null) return token
    // TODO 04.7: Recognize your own claim
    // Go further: if the reply to SET was lost, ioredis sent it again, and the claim may be yours.
    return undefined
  }

  async function release(key: string, token: string): Promise<boolean> {
    // TODO 04.3: Release the claim of a failed event. These lines were written for the other client: fix them.
    const count = await redis.eval(RELEASE, key, token)
    return count === 1
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    // TODO 04.5: Store and publish in one step
    // Go further.
    return todo('04.5')
  }

  return { save, find, claim, release, saveAndPublish, close: () => end(redis) }
}
