// Yours. Fill in the TODOs, then check: npm test lessons/04

import { randomUUID } from 'node:crypto'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { end, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import type { Store, User } from './contract.ts'
import { limited, usersIn } from './workbook/given/users-node-redis.ts'

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`

export async function openStore({ url, namespace, report }: ConnectOptions): Promise<Store> {
  const redis = await open(url, report)
  const { keyOf, save, find } = usersIn(redis, namespace)

  async function claim(key: string, leaseMs: number): Promise<string | undefined> {
    // TODO 04.2: Claim each event
    // In one command, set the key to a new token, only if it doesn't exist, with an expiry of leaseMs.
    return todo('04.2')
  }

  async function release(key: string, token: string): Promise<boolean> {
    // TODO 04.3: Release the claim of a failed event
    // Run the script RELEASE.
    return todo('04.3')
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    // TODO 04.5: Store and publish in one step
    // Go further.
    return todo('04.5')
  }

  return { ...limited({ save, find, claim, release, saveAndPublish }), close: () => end(redis) }
}
