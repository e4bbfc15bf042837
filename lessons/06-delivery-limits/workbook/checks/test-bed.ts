import type { Cause } from '#shared/checks/assertions.ts'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { commandText, short } from '#shared/checks/wire-text.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Consumer, ConsumerOptions, Contract, Entry, Feed } from '../../contract.ts'
import { TestConsumer, wrongWith } from './test-consumer.ts'

/**
 * The `idleMs` of checks that wait until an entry is taken over. Use it only with a single consumer: on a busy
 * machine, two would take entries from each other.
 */
export const IDLE_MS = 200
/** The `idleMs` of checks with several consumers, and of checks that make entries idle themselves. */
export const LONG_MS = 4000
/** The `idleMs` of checks in which no entry may be taken over. */
export const NEVER_MS = 60_000

/** Commands with which a consumer looks for entries. The timeline leaves them out. */
const POLLS = ['XREADGROUP', 'XREAD', 'XPENDING', 'XAUTOCLAIM']
/** So many arguments of them are shown. */
const LONGEST_POLL = 20
/** Ways of consumers that were killed. */
const killed = new WeakSet<ProxiedConnection>()

/** Options of a consumer. */
export interface TestConsumerOptions {
  readonly idleMs?: number
  readonly maxAttempts?: number
  readonly count?: number
  readonly group?: string
  /** Called for each entry after it was recorded. */
  readonly handle?: (entry: Entry, worker: TestConsumer) => void | Promise<void>
  /** Its connection to Redis. Default: the desk's, because node-redis is slow with each new URL. */
  readonly proxied?: ProxiedConnection
}

/** Likely causes for {@link TestBed.handles}. */
export interface Causes {
  /** Fewer entries than expected were handled. */
  readonly missing?: Cause<readonly string[]>
  /** An entry was handled twice, or should not have been handled. */
  readonly more?: Cause<readonly string[]>
}

/** One stream, its feeds and consumers, and what the check does to it. */
export class TestBed {
  readonly stream: string
  readonly deadLetter: string
  readonly group = 'mail'
  readonly workers: TestConsumer[] = []
  /** The commands that the learner's code has sent. */
  readonly sent: { readonly name: string; readonly args: readonly string[] }[] = []
  /** Likely causes for all assertions about handled entries. */
  causes: Causes = {}
  /** The likely cause if an error reaches nothing that handles it. Default: what {@link TestBed.refused} says. */
  strayCause: string | undefined
  /** Whether XPENDING has returned entries to the learner's code. */
  lists = false
  /** Set if the check itself makes Redis refuse commands. */
  isRefusing = false
  /** All connections of the learner's code. */
  readonly ways = new Set<ProxiedConnection>()
  readonly #context: CheckContext
  readonly #subject: Contract
  #proxied: Promise<ProxiedConnection> | undefined
  /** The latest of {@link POLLS} on each way, with the replies. */
  readonly #polls = new Map<ProxiedConnection, Map<string, string>>()
  /** The commands that Redis has refused, by its messages. */
  readonly #refusals = new Map<string, string>()

  constructor(context: CheckContext, subject: Contract, name = 'orders') {
    this.#context = context
    this.#subject = subject
    this.stream = context.channel(name)
    this.deadLetter = context.channel(`${name}:dead`)
    context.strayCauses.push((error) => {
      const refused = this.#refusals.has((error as Error).message)
      return this.strayCause ?? (refused ? this.refused() : undefined)
    })
  }

  /** The connection of every feed and consumer that has none of its own. */
  proxied(): Promise<ProxiedConnection> {
    this.#proxied ??= this.#context.connectThroughProxy()
    return this.#proxied
  }

  /** Whether the learner's code has sent such a command. Ignores the first `since` commands. */
  has(name: RegExp, fits: (args: readonly string[]) => boolean = () => true, since = 0): boolean {
    return this.sent.slice(since).some((command) => name.test(command.name) && fits(command.args))
  }

  #watch(proxied: ProxiedConnection): void {
    if (this.ways.has(proxied)) return
    this.ways.add(proxied)
    const polls = new Map<string, string>()
    this.#polls.set(proxied, polls)
    proxied.proxy.addListener((event) => {
      if (event.what !== 'command' && event.what !== 'reply') return
      const { name, args } = event
      if (event.what === 'command') this.sent.push({ name, args })
      else if (event.value instanceof Error && !event.byFault) this.#refusals.set(event.value.message, name)
      if (event.what === 'reply' && name === 'XPENDING' && Array.isArray(event.value))
        this.lists ||= event.value.length > 0
      const reply = event.what === 'reply' ? short(event.value) : 'no reply yet'
      if (POLLS.includes(name)) polls.set(name, `${commandText(name, args, LONGEST_POLL)} → ${reply}`)
    })
  }

  /** Why Redis has refused a command of the learner's code, unless the check made it do so. */
  refused(): string | undefined {
    if (this.isRefusing) return undefined
    for (const [message, name] of this.#refusals) {
      if (message.startsWith('NOGROUP'))
        return `Redis refused ${name}, because the stream has no such group. Is the group's name in the right place?`
      if (message.startsWith('ERR')) return `Redis refused ${name}. Compare its arguments with the README.`
    }
    return undefined
  }

  /** Shows how the consumers that are alive have looked for entries: a failure is about that. */
  #tellPolls(): void {
    for (const [proxied, polls] of this.#polls) {
      if (killed.has(proxied)) continue
      for (const [name, text] of polls) this.#context.log(`the last ${name}: ${text}`)
    }
  }

  /** Waits until an entry is handled; if it isn't, shows how the consumers have looked for entries. */
  async untilHandled(what: string, holds: () => unknown, cause?: () => string | undefined): Promise<void> {
    await this.#context.until(what, holds, {
      cause: () => {
        this.#tellPolls()
        return cause?.() ?? this.refused()
      },
    })
  }

  /** The names of the stream's groups. */
  async groups(): Promise<string[]> {
    const groups = (await this.#context.redis('XINFO', 'GROUPS', this.stream)) as string[][]
    return groups.map((fields) => fields[fields.indexOf('name') + 1] ?? '')
  }

  /** A consumer of the learner's code. */
  async worker(name: string, options: TestConsumerOptions = {}): Promise<TestConsumer> {
    const context = this.#context
    const { handle, proxied = await this.proxied(), ...rest } = options
    const worker = new TestConsumer(context, name, proxied)
    this.#watch(proxied)
    const given: ConsumerOptions = {
      idleMs: NEVER_MS,
      maxAttempts: 100,
      group: this.group,
      ...rest,
      ...proxied.base,
      stream: this.stream,
      deadLetter: this.deadLetter,
      name,
      handle: (entry) => {
        const wrong = wrongWith(entry, this.has(/^XCLAIM$/))
        if (wrong) return context.failFromHandler(...wrong)
        worker.note(entry)
        return handle?.(entry, worker)
      },
    }
    worker.consumer = context.trackCalls(name, await this.#joined(name, given))
    // Before it is closed: a handler that waits would keep it open.
    context.cleanup(() => worker.letGo())
    context.log(`${name} joins the group ${given.group}`)
    this.workers.push(worker)
    return worker
  }

  async #joined(name: string, given: ConsumerOptions): Promise<Consumer> {
    try {
      return await this.#subject.consumer(given)
    } catch (error) {
      if (!String(error).includes('BUSYGROUP')) throw error
      return this.#context.fail(`consumer() of ${name} should resolve, but it rejected with ${error}`, {
        cause: 'Another consumer has created the group. Ignore BUSYGROUP, and throw every other error.',
      })
    }
  }

  /** A feed of the learner's code. */
  async feed(
    options: { readonly maxLength?: number; readonly proxied?: ProxiedConnection } = {},
  ): Promise<Feed> {
    const { proxied = await this.proxied(), ...rest } = options
    this.#watch(proxied)
    return this.#context.trackCalls(
      'feed',
      await this.#subject.feed({ ...proxied.base, ...rest, stream: this.stream }),
    )
  }

  /** Adds an entry for each string, without the learner's code; returns the IDs. */
  async add(...texts: readonly string[]): Promise<string[]> {
    const ids = await Promise.all(texts.map((n) => this.#context.redis('XADD', this.stream, '*', 'n', n)))
    this.#context.log(`the check adds ${texts.map(short).join(', ')}`)
    return ids as string[]
  }

  /**
   * Lets a consumer of the check read new entries, so that they are pending; returns their IDs.
   *
   * @param name A consumer that will never acknowledge.
   */
  async takes(name: string, count: number): Promise<string[]> {
    const how = ['GROUP', this.group, name, 'COUNT', count, 'STREAMS', this.stream, '>']
    const [, messages] = (await this.#context.redis('XREADGROUP', ...how)) as [string, [id: string][]]
    const ids = messages.map(([id]) => id)
    this.#context.log(`a consumer of the check, ${name}, reads ${ids.length} and crashes`)
    return ids
  }

  /** Replaces the stream in one step, as if Redis had restarted empty and these entries had been added since. */
  async replace(...texts: readonly string[]): Promise<void> {
    const script = `redis.call('DEL', KEYS[1])
      for _, n in ipairs(ARGV) do redis.call('XADD', KEYS[1], '*', 'n', n) end`
    await this.#context.redis('EVAL', script, 1, this.stream, ...texts)
    this.#context.log(
      `the check deletes the stream and the group, and adds ${texts.map(short).join(', ')} to a new stream`,
    )
  }

  /** Creates the group for a check that needs it before the first consumer. */
  async createGroup(): Promise<void> {
    await this.#context.redis('XGROUP', 'CREATE', this.stream, this.group, '0', 'MKSTREAM')
  }

  /**
   * Sets how long pending entries have been idle. No delivery is counted.
   *
   * @param deliveries How often they were delivered so far. Default: as often as Redis has counted.
   */
  async idle(name: string, ids: readonly string[], ms: number, deliveries?: number): Promise<void> {
    const how = ['IDLE', ms, ...(deliveries === undefined ? [] : ['RETRYCOUNT', deliveries]), 'JUSTID']
    await this.#context.redis('XCLAIM', this.stream, this.group, name, 0, ...ids, ...how)
  }

  /** IDs of the entries that are pending in the group. */
  async pending(group = this.group): Promise<string[]> {
    return (await this.#lines(group)).map(([id]) => id)
  }

  /** IDs of the entries that are pending with one consumer. */
  async pendingWith(name: string): Promise<string[]> {
    return (await this.#lines(this.group)).filter(([, consumer]) => consumer === name).map(([id]) => id)
  }

  /** IDs of the pending entries that Redis has delivered more than once. */
  async deliveredAgain(): Promise<string[]> {
    return (await this.#lines(this.group)).filter(([, , , deliveries]) => deliveries > 1).map(([id]) => id)
  }

  async #lines(group: string): Promise<[id: string, consumer: string, idle: number, deliveries: number][]> {
    return (await this.#context.redis('XPENDING', this.stream, group, '-', '+', 10_000)) as never
  }

  /** Waits until no entry is pending. */
  async settled(group = this.group, cause?: Cause<boolean>): Promise<void> {
    const isDone = async () => (await this.pending(group)).length === 0
    await this.#context.until('no entry is pending', isDone, { cause })
  }

  /** The fields of the entries in a stream, in their order. */
  async entries(stream = this.stream): Promise<{ id: string; fields: Record<string, string> }[]> {
    const lines = (await this.#context.redis('XRANGE', stream, '-', '+')) as [string, string[]][]
    return lines.map(([id, words]) => ({ id, fields: fieldsOf(words) }))
  }

  /** Fails if one of the entries is gone from the stream: a new group, `log`, should get all of them. */
  async leaves(...texts: readonly string[]): Promise<void> {
    const other = new TestBed(this.#context, this.#subject)
    const log = await other.worker('log', { group: 'log', proxied: await this.proxied() })
    await this.#context.until('the group log receives the last entry', () =>
      log.texts.includes(texts.at(-1)!),
    )
    this.#context.equal('what the new group handled', log.texts, texts, {
      cause: () =>
        this.has(/^(XDEL|XTRIM)$/)
          ? 'You delete entries from the stream, so other groups miss them. Acknowledge them instead.'
          : undefined,
    })
  }

  /** The field `n` of all entries that were handled, sorted. */
  get handled(): string[] {
    return this.workers.flatMap(({ texts }) => texts).sort(byNumber)
  }

  /** Waits until this many entries are handled. The time limit applies to each of them. */
  async progress(handled: () => number, count: number): Promise<void> {
    while (handled() < count) {
      const before = handled()
      const missing = this.causes.missing
      await this.untilHandled(
        `${count} entries are handled (so far: ${this.handled.join(', ') || 'none'})`,
        () => handled() > before,
        () => (typeof missing === 'function' ? missing(this.handled) : missing),
      )
    }
  }

  /** Waits until each of these is handled, and fails if one comes twice or isn't expected. */
  async handles(...texts: readonly string[]): Promise<void> {
    await this.progress(() => this.handled.length, texts.length)
    this.#context.equal('the handled entries', this.handled, [...texts].sort(byNumber), {
      cause: this.causes.more,
    })
  }
}

/** The numbers from `first` to `last`, as strings. */
export function numbers(last: number, first = 1): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
}

/** Cuts the connections of a worker for good, as if its process were killed. */
export function kill(context: CheckContext, worker: TestConsumer): void {
  context.log(`the check kills ${worker.name}`, { key: true })
  killed.add(worker.proxied)
  context.mute(worker.proxied)
  worker.proxied.proxy.refuse()
  worker.proxied.proxy.cut(allConnections)
}

export function fieldsOf(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])))
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b) || a.localeCompare(b)
}
