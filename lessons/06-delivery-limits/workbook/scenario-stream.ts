import { setTimeout as pause } from 'node:timers/promises'
import type { ProxiedConnection } from '#shared/checks/check-context.ts'
import { short } from '#shared/checks/wire-text.ts'
import type { ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { Consumer, Contract, Entry, Feed } from '../contract.ts'

/** Milliseconds after which an entry is taken over. */
const IDLE_MS = 200
/** Milliseconds that handling an entry takes. */
const WORK_MS = 2

/** A consumer in the scenario, and what can happen to it. */
export interface PlayedConsumer {
  /** Resolves after its handler has asked to be killed. */
  killed(): Promise<void>
  /** Cuts its connections. */
  cut(): void
  close(): Promise<void>
}

/** Handles one entry. `kill` ends the consumer as if its process had crashed, and never resolves. */
type Work = (fields: Entry['fields'], kill: () => Promise<void>) => Promise<void> | undefined

/** A stream in the scenario and its consumers. What they do is printed. */
export class ScenarioStream {
  /** Orders that always fail. */
  readonly fails = new Set<string>()
  readonly #context: ScenarioContext
  readonly #subject: Contract
  readonly #stream: string
  readonly #deadLetter: string
  readonly #loud: boolean
  readonly #done: Entry[] = []
  #buried = 0

  /** @param loud Whether each entry is printed. */
  constructor(context: ScenarioContext, subject: Contract, name: string, loud = true) {
    this.#context = context
    this.#subject = subject
    this.#stream = context.channel(name)
    this.#deadLetter = context.channel(`${name}:dead`)
    this.#loud = loud
  }

  /** How often an entry was handled successfully. */
  get sent(): number {
    return this.#done.length
  }

  /** How many different keys the handled entries have. */
  get keys(): number {
    return new Set(this.#done.map(({ fields }) => fields.key)).size
  }

  async feed(): Promise<Feed> {
    const { base } = await this.#context.connectThroughProxy()
    const feed = await this.#subject.feed({ ...base, stream: this.#stream })
    return this.#loud ? this.#context.trackCalls(feed) : this.#closeLater(feed)
  }

  async consumer(name: string, work: Work = () => undefined): Promise<PlayedConsumer> {
    const context = this.#context
    const proxied = await this.#proxied()
    let release = () => {}
    let dead = false
    const kill = (): Promise<void> => {
      dead = true
      proxied.proxy.refuse()
      proxied.proxy.cut()
      context.say(`${name} is killed`)
      return new Promise((resolve) => {
        release = resolve
      })
    }
    const consumer = await this.#subject.consumer({
      ...proxied.base,
      report: (problem) => {
        // A crashed process reports nothing.
        if (this.#loud && !dead) proxied.base.report(problem)
      },
      stream: this.#stream,
      deadLetter: this.#deadLetter,
      group: 'mail',
      name,
      idleMs: IDLE_MS,
      maxAttempts: 3,
      count: 4,
      handle: async (entry) => {
        const { n = '' } = entry.fields
        if (this.#loud) context.say(`${name} receives ${short(n)}, attempt ${entry.attempt}`)
        if (this.fails.has(n)) throw new Error(`order ${n} has no address`)
        await work(entry.fields, kill)
        await pause(WORK_MS)
        if (!dead) this.#done.push(entry)
      },
    })
    context.say(`${name} joins the group mail`)
    this.#closeLater(consumer)
    this.#closeLater({ close: async () => release() })
    return {
      killed: () => context.until(`${name} is killed`, () => dead),
      cut: () => void proxied.proxy.cut(),
      close: () => consumer.close(),
    }
  }

  /** Waits until nothing is pending. If an acknowledgement was lost with its connection, that takes a while. */
  async settled(): Promise<void> {
    const pending = async () => {
      const [count] = (await this.#context.ask('XPENDING', this.#stream, 'mail')) as [number]
      return count
    }
    await this.#context.until('all entries are acknowledged', async () => (await pending()) === 0)
    this.#context.say('nothing is pending')
  }

  /** Waits until these are handled. */
  handled(...orders: readonly string[]): Promise<void> {
    const all = () => orders.every((n) => this.#done.some(({ fields }) => fields.n === n))
    return this.#context.until(`${orders.join(', ')} are handled`, all)
  }

  /** Waits until this many entries have moved to the dead-letter stream. */
  async buried(count: number): Promise<void> {
    await this.#context.until('the entry is in the dead-letter stream', () => this.#buried >= count)
  }

  /** A connection that shows what moves to the dead-letter stream. */
  async #proxied(): Promise<ProxiedConnection> {
    let moves = false
    return this.#context.connectThroughProxy(undefined, (event) => {
      if (event.what === 'command' && event.name === 'XADD' && event.args[0] === this.#deadLetter) {
        moves = true
        this.#context.say(`to the dead-letter stream: ${fieldsText(event.args.slice(2))}`)
      }
      // In MULTI, the replies come with the one to EXEC.
      if (event.what !== 'reply' || event.value === 'QUEUED' || !/^(xadd|exec)$/i.test(event.name)) return
      if (moves) this.#buried++
      moves = false
    })
  }

  /** Closes an object at the end, without printing its calls. */
  #closeLater<T extends Feed | Consumer | { close(): Promise<void> }>(object: T): T {
    this.#context.trackCalls({ close: () => object.close() })
    return object
  }
}

/** Fields as printed, without the ID, which differs in each run. */
function fieldsText(words: readonly string[]): string {
  const pairs = words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : []))
  const shown = pairs.filter(([name]) => name !== 'dead:id')
  return shown.map(([name, value]) => `${name} ${short(value)}`).join(', ')
}
