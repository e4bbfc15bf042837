// Yours. Lesson 04, Services that work together: fill in the tasks marked TODO. Check with: npm test lessons/04

import { randomUUID } from 'node:crypto'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import type { Store, User } from './contract.ts'

export async function openStore({ url, namespace, report }: ConnectOptions): Promise<Store> {
  const redis = await open(url, report)
  const keyOf = (id: string) => `${namespace}user:${id}`

  async function save({ id, name, email, passwordHash }: User): Promise<void> {
    await redis.hSet(keyOf(id), { id, name, email, passwordHash })
  }

  async function find(id: string): Promise<User | undefined> {
    const { name, email, passwordHash } = await redis.hGetAll(keyOf(id))
    if (name === undefined || email === undefined || passwordHash === undefined) return undefined
    return { id, name, email, passwordHash }
  }

  async function claim(key: string, leaseMs: number): Promise<string | undefined> {
    // TODO 04.2: Claim each event
    // Set the key to a new token: only if it doesn't exist, with an expiry of leaseMs, in one command.
    return todo('04.2')
  }

  async function release(key: string, token: string): Promise<boolean> {
    // TODO 04.3: Release the claim of a failed event
    // Compare and delete, with the script RELEASE below. It replies with the number of deleted keys.
    return todo('04.3')
  }

  async function saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    // TODO 04.5: Store and publish in one step
    // Go further: send HSET and PUBLISH in one transaction. Return the reply to PUBLISH.
    return todo('04.5')
  }

  // node-redis does not limit the time that it waits for a reply.
  return {
    save: (user) => inTime(save(user)),
    find: (id) => inTime(find(id)),
    claim: (key, leaseMs) => inTime(claim(key, leaseMs)),
    release: (key, token) => inTime(release(key, token)),
    saveAndPublish: (user, channel, text) => inTime(saveAndPublish(user, channel, text)),
    close: () => end(redis),
  }
}

// TODO 04.3, continued
/** A Lua script: if KEYS[1] holds ARGV[1], deletes it and returns 1. Otherwise returns 0. */
const RELEASE = `
return 0`
