import { setTimeout as pause } from 'node:timers/promises'
import type { Way } from '../../../shared/checks/kit.ts'
import { short } from '../../../shared/checks/timeline.ts'
import type { Stage } from '../../../shared/workbook/player/stage.ts'
import type { Consumer, Contract, Entry, Feed } from '../contract.ts'

/** Milliseconds after which an entry is taken over. */
const IDLE_MS = 200
/** Milliseconds that the work on an entry takes. */
const WORK_MS = 2

/** A consumer of the scenario, and what can be done to it. */
export interface PlayedConsumer {
  /** Resolves when its handler has asked to be killed. */
  killed(): Promise<void>
  /** Breaks off its connections. */
  cut(): void
  close(): Promise<void>
}

/** Works on one entry; `kill` ends the consumer as if its process was ended, and never resolves. */
type Work = (fields: Entry['fields'], kill: () => Promise<void>) => Promise<void> | undefined

/** A stream in the scenario, with its consumers. What they do is told. */
export class Play {
  /** Orders that cannot be handled. */
  readonly fails = new Set<string>()
  readonly #stage: Stage
  readonly #subject: Contract
  readonly #stream: string
  readonly #deadLetter: string
  readonly #loud: boolean
  readonly #done: Entry[] = []
  #buried = 0

  /** @param loud Whether each entry is told. */
  constructor(stage: Stage, subject: Contract, name: string, loud = true) {
    this.#stage = stage
    this.#subject = subject
    this.#stream = stage.channel(name)
    this.#deadLetter = stage.channel(`${name}:dead`)
    this.#loud = loud
  }

  /** How often an entry was handled to its end. */
  get sent(): number {
    return this.#done.length
  }

  /** How many different entries were. */
  get keys(): number {
    return new Set(this.#done.map(({ fields }) => fields.key)).size
  }

  async feed(): Promise<Feed> {
    const { base } = await this.#stage.way()
    const feed = await this.#subject.feed({ ...base, stream: this.#stream })
    return this.#loud ? this.#stage.follow(feed) : this.#closeLater(feed)
  }

  async consumer(name: string, work: Work = () => undefined): Promise<PlayedConsumer> {
    const stage = this.#stage
    const way = await this.#way()
    let release = () => {}
    let dead = false
    const kill = (): Promise<void> => {
      dead = true
      way.proxy.refuse()
      way.proxy.cut()
      stage.say(`${name} is killed`)
      return new Promise((resolve) => {
        release = resolve
      })
    }
    const consumer = await this.#subject.consumer({
      ...way.base,
      report: (problem) => {
        // Whose process has ended reports nothing.
        if (this.#loud && !dead) way.base.report(problem)
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
        if (this.#loud) stage.say(`${name} is given ${short(n)}, attempt ${entry.attempt}`)
        if (this.fails.has(n)) throw new Error(`order ${n} has no address`)
        await work(entry.fields, kill)
        await pause(WORK_MS)
        if (!dead) this.#done.push(entry)
      },
    })
    stage.say(`${name} has joined the group mail`)
    this.#closeLater(consumer)
    this.#closeLater({ close: async () => release() })
    return {
      killed: () => stage.until(`${name} is killed`, () => dead),
      cut: () => void way.proxy.cut(),
      close: () => consumer.close(),
    }
  }

  /** Waits until nothing is pending: an acknowledgement may be lost with its connection, and then it takes a while. */
  async settled(): Promise<void> {
    const pending = async () => {
      const [count] = (await this.#stage.ask('XPENDING', this.#stream, 'mail')) as [number]
      return count
    }
    await this.#stage.until('all is acknowledged', async () => (await pending()) === 0)
    this.#stage.say('nothing is pending')
  }

  /** Waits until these are handled. */
  handled(...orders: readonly string[]): Promise<void> {
    const all = () => orders.every((n) => this.#done.some(({ fields }) => fields.n === n))
    return this.#stage.until(`${orders.join(', ')} are handled`, all)
  }

  /** Waits until so many have been moved to the dead letter. */
  async buried(count: number): Promise<void> {
    await this.#stage.until('it is in the dead letter', () => this.#buried >= count)
  }

  /** A way on which what goes to the dead letter is seen. */
  async #way(): Promise<Way> {
    const way = await this.#stage.way()
    let moves = false
    way.proxy.onEvent = (event) => {
      if (event.what === 'command' && event.name === 'XADD' && event.args[0] === this.#deadLetter) {
        moves = true
        this.#stage.say(`to the dead letter: ${fieldsText(event.args.slice(2))}`)
      }
      // Within MULTI, the answers come with that to EXEC.
      if (event.what !== 'reply' || event.value === 'QUEUED' || !/^(xadd|exec)$/i.test(event.name)) return
      if (moves) this.#buried++
      moves = false
    }
    return way
  }

  /** What is followed is closed at the end; of these nothing is told. */
  #closeLater<T extends Feed | Consumer | { close(): Promise<void> }>(object: T): T {
    this.#stage.follow({ close: () => object.close() })
    return object
  }
}

/** Fields as they are told, without the id, which nobody can read. */
function fieldsText(words: readonly string[]): string {
  const pairs = words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : []))
  const shown = pairs.filter(([name]) => name !== 'dead:id')
  return shown.map(([name, value]) => `${name} ${short(value)}`).join(', ')
}
