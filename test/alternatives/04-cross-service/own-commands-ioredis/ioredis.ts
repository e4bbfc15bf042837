// It opens its own client over RESP2, defines commands as scripts, and recognizes its own token.
import { randomBytes } from 'node:crypto'
import { type Callback, Redis, type Result } from 'ioredis'
import type { Store, User } from '../../../../lessons/04-cross-service/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    lay(key: string, token: string, ms: number, callback?: Callback<number>): Result<number, Context>
    lift(key: string, token: string, callback?: Callback<number>): Result<number, Context>
  }
}

const SCRIPTS = {
  lay: {
    numberOfKeys: 1,
    lua: `if redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end
          if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
          return 0`,
  },
  lift: {
    numberOfKeys: 1,
    lua: `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
          return redis.call('DEL', KEYS[1])`,
  },
}

class RedisStore implements Store {
  readonly #redis: Redis
  readonly #namespace: string

  constructor(redis: Redis, namespace: string) {
    this.#redis = redis
    this.#namespace = namespace
  }

  #key(id: string): string {
    return `${this.#namespace}user:${id}`
  }

  async save(user: User): Promise<void> {
    await this.#redis.hset(this.#key(user.id), new Map(Object.entries(user)))
  }

  async find(id: string): Promise<User | undefined> {
    const [name, email, passwordHash] = await this.#redis.hmget(
      this.#key(id),
      'name',
      'email',
      'passwordHash',
    )
    return name != null && email != null && passwordHash != null
      ? { id, name, email, passwordHash }
      : undefined
  }

  async claim(key: string, leaseMs: number): Promise<string | undefined> {
    const token = randomBytes(12).toString('base64url')
    return (await this.#redis.lay(key, token, leaseMs)) === 1 ? token : undefined
  }

  async release(key: string, token: string): Promise<boolean> {
    return (await this.#redis.lift(key, token)) > 0
  }

  async saveAndPublish(user: User, channel: string, text: string): Promise<number> {
    const steps = this.#redis
      .multi()
      .hset(this.#key(user.id), { ...user })
      .publish(channel, text)
    const replies = (await steps.exec()) ?? []
    let count: unknown
    for (const [error, reply] of replies) {
      if (error) throw error
      count = reply
    }
    if (typeof count !== 'number') throw new Error('The transaction was not run.')
    return count
  }

  async close(): Promise<void> {
    this.#redis.disconnect()
  }
}

export async function openStore({ url, namespace, report }: ConnectOptions): Promise<Store> {
  const redis = new Redis(url, { protocol: 2, scripts: SCRIPTS })
  redis.on('error', (error: unknown) => report({ kind: 'connection', error }))
  redis.on('close', () => report({ kind: 'connection', error: new Error('closed') }))
  await redis.ping()
  return new RedisStore(redis, namespace)
}
