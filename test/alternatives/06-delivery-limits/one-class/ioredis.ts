// A class over RESP2 with one connection that polls.
import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import type {
  Consumer,
  ConsumerOptions,
  Entry,
  Feed,
  FeedOptions,
} from '../../../../lessons/06-delivery-limits/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'

const LOOK_MS = 15
type Message = [id: string, words: string[]]

export async function feed(options: FeedOptions): Promise<Feed> {
  const redis = await connected(options)
  return {
    async add(fields) {
      const words = Object.entries(fields).flat()
      if (!('key' in fields)) words.unshift('key', randomUUID())
      const trim = options.maxLength ? ['MAXLEN', '~', String(options.maxLength)] : []
      return (await redis.call('XADD', options.stream, ...trim, '*', ...words)) as string
    },
    close: async () => redis.disconnect(),
  }
}

export async function consumer(options: ConsumerOptions): Promise<Consumer> {
  const redis = await connected(options)
  const reader = new Reader(options, redis)
  try {
    await reader.makeGroup()
  } catch (error) {
    redis.disconnect()
    throw error
  }
  reader.begin()
  return reader
}

class Reader implements Consumer {
  readonly #options: ConsumerOptions
  readonly #redis: Redis
  readonly #unsent = new Set<string>()
  #busy = false
  #stopped = false
  #closed = false
  #loop: Promise<void> = Promise.resolve()

  constructor(options: ConsumerOptions, redis: Redis) {
    this.#options = options
    this.#redis = redis
  }

  async makeGroup(): Promise<void> {
    const { stream, group } = this.#options
    try {
      await this.#redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
    } catch (error) {
      if (String(error).includes('LOADING')) {
        await sleep(100)
        return this.makeGroup()
      }
      if (!String(error).includes('BUSYGROUP')) throw error
    }
  }

  begin(): void {
    this.#loop = this.#run()
  }

  async close(): Promise<void> {
    this.#stopped = true
    const away = async () => {
      let waited = 0
      while (this.#busy || (this.#redis.status === 'ready' && waited < 1000)) {
        waited = this.#busy ? 0 : waited + 5
        await sleep(5)
      }
    }
    await Promise.race([this.#loop, away()])
    this.#closed = true
    this.#redis.disconnect()
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#acknowledge()
        await this.#takeOver()
        if (!this.#stopped && !(await this.#next())) await sleep(LOOK_MS)
      } catch (error) {
        if (this.#stopped) return
        this.#tell(error)
        await sleep(100)
        if (String(error).includes('NOGROUP'))
          await this.makeGroup().catch((problem: unknown) => this.#tell(problem))
      }
    }
    await this.#acknowledge().catch(() => {})
  }

  #tell(error: unknown): void {
    this.#options.report({ kind: 'connection', error })
  }

  async #next(): Promise<boolean> {
    const { stream, group, name, count = 100 } = this.#options
    const reply = await this.#redis.xreadgroup('GROUP', group, name, 'COUNT', count, 'STREAMS', stream, '>')
    const messages = (reply as [string, Message[]][] | null)?.[0]?.[1] ?? []
    await this.#all(messages.map(([id, words]) => ({ id, fields: toFields(words), attempt: 1 })))
    return messages.length > 0
  }

  async #takeOver(): Promise<void> {
    const { stream, group, name, idleMs, maxAttempts } = this.#options
    for (;;) {
      const lines = (await this.#redis.xpending(stream, group, 'IDLE', idleMs, '-', '+', 40)) as [
        string,
        string,
        number,
        number,
      ][]
      const due = lines.filter(([id]) => !this.#unsent.has(id))
      if (due.length === 0 || this.#stopped) return
      for (const [id, , , times] of due) {
        if (this.#stopped) return
        const [message] = (await this.#redis.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
        if (!message) continue
        const entry = { id, fields: toFields(message[1]), attempt: times + 1 }
        if (times < maxAttempts) await this.#all([entry])
        else {
          const error = new Error('its consumers have ended')
          this.#options.report({ kind: 'handler', error, channel: stream })
          await this.#bury({ ...entry, attempt: times }, error.message)
        }
      }
    }
  }

  async #all(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) {
      if (!this.#closed) await this.#one(entry)
    }
  }

  async #one(entry: Entry): Promise<void> {
    const { handle, report, stream, maxAttempts } = this.#options
    try {
      this.#busy = true
      await handle(entry)
      this.#unsent.add(entry.id)
    } catch (error) {
      report({ kind: 'handler', error, channel: stream })
      const reason = (error as Error)?.message ?? String(error)
      if (entry.attempt >= maxAttempts)
        await this.#bury(entry, reason).catch((problem: unknown) => this.#tell(problem))
    } finally {
      this.#busy = false
    }
    void this.#acknowledge().catch((error: unknown) => this.#tell(error))
  }

  async #acknowledge(): Promise<void> {
    if (this.#unsent.size === 0) return
    const ids = [...this.#unsent]
    await this.#redis.xack(this.#options.stream, this.#options.group, ...ids)
    for (const id of ids) this.#unsent.delete(id)
  }

  async #bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const { stream, group, deadLetter } = this.#options
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': `${attempt}`, 'dead:reason': reason }
    await this.#redis.xadd(deadLetter, '*', ...Object.entries(letter).flat())
    await this.#redis.xack(stream, group, id)
  }
}

async function connected({ url, report }: ConnectOptions): Promise<Redis> {
  const redis = new Redis(url, { protocol: 2 })
  redis.on('error', () => {})
  redis.on('reconnecting', () => report({ kind: 'connection', error: new Error('the connection is closed') }))
  await new Promise((resolve) => redis.once('ready', resolve))
  return redis
}

function toFields(words: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (let at = 0; at < words.length; at += 2) fields[words[at]!] = words[at + 1]!
  return fields
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
