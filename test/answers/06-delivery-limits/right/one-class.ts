// ioredis, whole file
// A class over RESP2, with one connection that never waits: it asks again and again.
import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import type { Consumer, ConsumerOptions, Entry, Feed, FeedOptions } from '../../lessons/06-delivery-limits/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'

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
  readonly #mine = new Set<string>()
  readonly #unsent = new Set<string>()
  #busy = false
  #stopped = false
  #loop: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #told = 0

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
    this.#timer = setInterval(() => this.#keep().catch(() => {}), this.#options.idleMs / 4)
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
    this.#mine.clear()
    clearInterval(this.#timer)
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
        if (/NOGROUP|no such key/.test(String(error))) await this.#again()
        else {
          this.#tell(error)
          await sleep(100)
        }
      }
    }
    await this.#acknowledge().catch(() => {})
  }

  async #again(): Promise<void> {
    this.#options.onGap?.({ why: 'emptied' })
    await this.makeGroup().catch(() => {})
  }

  #tell(error: unknown): void {
    this.#options.report({ kind: 'connection', error })
  }

  async #next(): Promise<boolean> {
    const { stream, group, name, count = 100, onGap } = this.#options
    const pipeline = this.#redis.multi()
    if (onGap) pipeline.xinfo('STREAM', stream).xinfo('GROUPS', stream)
    pipeline.xreadgroup('GROUP', group, name, 'COUNT', count, 'STREAMS', stream, '>')
    const results = (await pipeline.exec()) ?? []
    const failed = results.find(([error]) => error)
    if (failed) throw failed[0]
    const values = results.map(([, value]) => value)
    if (onGap) this.#lookForGap(toMap(values[0]), (values[1] as unknown[]).map(toMap))
    const messages = (values.at(-1) as [string, Message[]][] | null)?.[0]?.[1] ?? []
    await this.#all(messages.map(([id, words]) => ({ id, fields: toFields(words), attempt: 1 })))
    return messages.length > 0
  }

  #lookForGap(info: Map<string, unknown>, groups: Map<string, unknown>[]): void {
    const group = groups.find((one) => one.get('name') === this.#options.group)
    const place = String(group?.get('last-delivered-id'))
    const first = info.get('first-entry') as Message | null
    const edge = first?.[0] ?? String(info.get('last-generated-id'))
    const trimmed = Number(info.get('entries-added')) - Number(info.get('length'))
    if (trimmed === this.#told || !isBehind(edge, place) || !(trimmed > Number(group?.get('entries-read')))) return
    this.#told = trimmed
    this.#options.onGap?.({ why: 'trimmed', after: place, before: first?.[0] ?? null })
  }

  async #takeOver(): Promise<void> {
    const { stream, group, name, idleMs, maxAttempts, onGap } = this.#options
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
        if (!message) {
          const there = await this.#redis.xrange(stream, id, id)
          if (there.length === 0) {
            await this.#redis.xack(stream, group, id)
            onGap?.({ why: 'deleted', id })
          }
          continue
        }
        const entry = { id, fields: toFields(message[1]), attempt: times + 1 }
        if (times < maxAttempts) await this.#all([entry])
        else {
          const error = new Error('its consumers have come to an end')
          this.#options.report({ kind: 'handler', error, channel: stream })
          await this.#bury({ ...entry, attempt: times }, error.message)
        }
      }
    }
  }

  async #all(entries: readonly Entry[]): Promise<void> {
    for (const { id } of entries) this.#mine.add(id)
    try {
      for (const entry of entries) if (this.#mine.has(entry.id)) await this.#one(entry)
    } finally {
      for (const { id } of entries) this.#mine.delete(id)
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
      if (entry.attempt >= maxAttempts) await this.#bury(entry, reason).catch((problem: unknown) => this.#tell(problem))
    } finally {
      this.#busy = false
      this.#mine.delete(entry.id)
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

  async #keep(): Promise<void> {
    const { stream, group, name } = this.#options
    const ids = [...this.#mine]
    if (ids.length === 0) return
    const lines = (await this.#redis.xpending(stream, group, ids[0]!, ids.at(-1)!, 2 * ids.length, name)) as [string][]
    const still = new Set(lines.map(([id]) => id))
    for (const id of ids) if (!still.has(id)) this.#mine.delete(id)
    const kept = ids.filter((id) => this.#mine.has(id))
    if (kept.length > 0) await this.#redis.xclaim(stream, group, name, 0, ...kept, 'JUSTID')
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

function toMap(words: unknown): Map<string, unknown> {
  const map = new Map<string, unknown>()
  const list = words as unknown[]
  for (let at = 0; at < list.length; at += 2) map.set(String(list[at]), list[at + 1])
  return map
}

function isBehind(id: string, than: string): boolean {
  const [a = 0n, b = 0n] = id.split('-').map(BigInt)
  const [c = 0n, d = 0n] = than.split('-').map(BigInt)
  return a > c || (a === c && b > d)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
