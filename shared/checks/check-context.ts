import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { ConnectOptions, Problem, Report } from '#shared/lesson/connect-options.ts'
import { literally } from '#shared/lesson/glob.ts'
import type { RedisProxy } from '#shared/redis/proxy.ts'
import type { ProxyPool } from '#shared/redis/proxy-pool.ts'
import type { Capability, Server } from '#shared/redis/server.ts'
import { Assertions } from './assertions.ts'
import { drawnCall, drawnCalls, drawnFault, drawnPublish, drawnReport } from './drawn.ts'
import { describe, Failure, isA, Skip } from './failure.ts'
import { isMistake, isOwnException } from './mistake.ts'
import { type Received, type Recorder, recorder } from './recorder.ts'
import { idleWatch, own, Refused, refusalOnTheWire } from './server-refusal.ts'
import { originOf } from './stack.ts'
import { type Call, trackCalls } from './track-calls.ts'
import { list, short } from './wire-text.ts'

/** What the checks of one thread share. */
export interface CheckEnvironment {
  readonly server: Pick<Server, 'namespace' | 'can' | 'label' | 'idleTimeout'>
  /** A connection of the checks' own, past the learner's code. */
  readonly redis: Redis
  readonly pool: ProxyPool
  /** How long a condition may take, in milliseconds. Infinity under a debugger. */
  readonly bound: number
}

/** A way from the learner's code to Redis: what it gets, and what the check can do to it. */
export interface ProxiedConnection {
  /** To be handed to the factory. */
  readonly base: ConnectOptions
  /** Cuts, stalls and the like. */
  readonly proxy: RedisProxy
  /** What has been reported so far. */
  readonly problems: readonly Problem[]
}

/** What a check is written with. One for each run of a check. */
export class CheckContext extends Assertions {
  readonly #env: CheckEnvironment
  readonly #pending = new Map<Call, string>()
  readonly #proxies: RedisProxy[] = []
  readonly #muted = new Set<RedisProxy>()
  readonly #cleanups: (() => unknown)[] = []
  readonly #kinds = new Map<string, number>()
  /** The end of the names of this check's channels; the timeline leaves it out. */
  readonly nameSuffix = `:${randomUUID().slice(0, 6)}`
  #ended = false
  #refused: string | undefined
  /** @internal Is called when the server as a whole refuses to work. */
  onTrouble: ((error: Refused) => void) | undefined
  /** Likely causes of errors that nothing in the learner's code handles. The first one that knows a cause is printed. */
  readonly strayCauses: ((error: unknown) => string | undefined)[] = []

  constructor(env: CheckEnvironment) {
    super(env.bound)
    this.#env = env
  }

  /** Calls of the learner's code that have not settled, for example `publish("news", "hello")`. */
  get pending(): readonly string[] {
    return [...this.#pending.values()]
  }

  /** What the server has refused the check, or the learner's code on a server that is not ours. */
  get refused(): string | undefined {
    return this.#refused
  }

  /** Waits for a command of the check's own; a helper that catches its error does not hide it. */
  async #own<T>(command: string, reply: Promise<T>): Promise<T> {
    try {
      return await own(command, reply)
    } catch (error) {
      if (isA(error, Refused)) this.#noteRefusal(error)
      throw error
    }
  }

  #noteRefusal(refused: Refused | undefined): void {
    if (!refused) return
    this.#refused ??= refused.message
    if (refused.whole) this.onTrouble?.(refused)
  }

  /** Ends the check as skipped where this server lacks a capability. */
  needs(capability: Capability, provide: string): void {
    if (!this.#env.server.can.has(capability)) throw new Skip(provide)
  }

  /** A channel or key of this check alone. The timeline shows it as `name`. */
  channel(name: string): string {
    const full = `${this.#env.server.namespace}${name}${this.nameSuffix}`
    this.timeline.name(full, name)
    return full
  }

  /**
   * A new way to Redis for the learner's code.
   *
   * @param owner Whose it is, for the diagram.
   */
  async connectThroughProxy(owner?: string): Promise<ProxiedConnection> {
    // A check that was given up goes on until it asks for something.
    if (this.#ended) throw new Failure('the check has ended')
    const proxy = await this.#env.pool.take()
    const proxied = this.#proxies.length + 1
    const tooLongIdle = idleWatch(this.#env.server.idleTimeout)
    proxy.onEvent = (event) => {
      if (!this.#muted.has(proxy)) this.timeline.wire(event, proxied, owner)
      this.#refused ??= tooLongIdle(event)
      // A server of ours refuses nothing for reasons of its own.
      if (this.#env.server.namespace !== '') this.#noteRefusal(refusalOnTheWire(event))
    }
    proxy.faults.listener = (fault) => this.timeline.story.add(drawnFault(fault, proxied, owner))
    this.#proxies.push(proxy)
    const { report, problems } = this.reporting(owner, () => this.#muted.has(proxy))
    return { base: { url: proxy.url, namespace: this.#env.server.namespace, report }, proxy, problems }
  }

  /**
   * A function for the learner's code to report problems to, and what it has been called with.
   *
   * @param owner Whose problems they are, for the diagram.
   * @param isMuted Whether the timeline leaves them out.
   */
  reporting(
    owner?: string,
    isMuted = () => false,
  ): { readonly report: Report; readonly problems: readonly Problem[] } {
    const problems: Problem[] = []
    const report = (problem: Problem) => {
      problems.push(problem)
      const where = 'channel' in problem ? ` on ${problem.channel}` : ''
      const text = `report: ${problem.kind}${where}: ${describe(problem.error)}${origin(problem.error)}`
      if (!isMuted()) this.log(text, { key: true, drawn: drawnReport(problem, owner) })
      if (!isMistake(problem)) return
      this.timeline.decided(() => true)
      this.onMistake?.(problem.error)
    }
    return { report, problems }
  }

  /** From now on, the timeline shows nothing of this way: its process is dead, say. */
  mute({ proxy }: ProxiedConnection): void {
    this.#muted.add(proxy)
  }

  /**
   * Tells every call of `object`'s methods in the timeline, and closes it after the check.
   *
   * @param kind How it is called in the timeline; the second one of a kind gets a number.
   */
  trackCalls<T extends { close(): Promise<void> }>(kind: string, object: T): T {
    if (typeof object !== 'object' || object === null) {
      this.fail(`the factory resolved with ${short(object)}, not with a ${kind}`)
    }
    const name = this.#numbered(kind)
    const drawn = drawnCalls(name)
    // One that comes after the end is closed at once, and what becomes of that is of no interest.
    if (this.#ended) void within(0, () => object.close())
    else this.cleanup(() => object.close())
    return trackCalls(object, {
      called: (call) => {
        this.log(`${name}.${call.method}(${call.args})`, {
          key: call.method === 'close',
          drawn: drawn.called(call),
        })
      },
      awaited: (call) => {
        this.#pending.set(call, `${name}.${call.method}(${call.args})`)
      },
      resolved: (call, value) => {
        this.#pending.delete(call)
        if (value === undefined) return
        this.log(`${name}.${call.method}() resolved with ${short(value)}`, {
          drawn: drawn.returned(call, value),
        })
      },
      rejected: (call, error) => {
        this.#pending.delete(call)
        this.log(`${name}.${call.method}(${call.args}) rejected with ${describe(error)}${origin(error)}`, {
          key: true,
          drawn: drawn.failed(call, 'rejects', error),
        })
      },
      threw: (call, error) => {
        this.log(`${name}.${call.method}() threw ${describe(error)}${origin(error)}`, {
          key: true,
          drawn: drawn.failed(call, 'throws', error),
        })
      },
    })
  }

  /** Is called after the check, last one first; at once if the check has ended, as by a fault of other code. */
  cleanup(work: () => unknown): void {
    if (this.#ended)
      void Promise.resolve()
        .then(work)
        .catch(() => {})
    else this.#cleanups.push(work)
  }

  /**
   * A handler that remembers its calls, and tells them in the timeline.
   *
   * @param kind How it is called there; the second one of a kind gets a number.
   */
  recorder<T = string>(kind: string, then?: (message: T) => unknown): Recorder<T> {
    const name = this.#numbered(kind)
    const told = ({ message, channel }: Received<T>) =>
      this.log(`${name} got ${short(message)} on ${channel}`, { drawn: drawnCall(name, message, channel) })
    const handler = recorder<T>(told, then)
    Object.defineProperty(handler, 'name', { value: name })
    return handler
  }

  /** Whatever has the same name could not be told apart. */
  #numbered(kind: string): string {
    const number = (this.#kinds.get(kind) ?? 0) + 1
    this.#kinds.set(kind, number)
    return number === 1 ? kind : `${kind} (${number})`
  }

  /** Publishes past the learner's code; gives what PUBLISH returned. */
  async publish(channel: string, message: string): Promise<number> {
    const count = await this.#own('PUBLISH', this.#env.redis.publish(channel, message))
    this.log(`the check: PUBLISH ${channel} ${short(message)} returned ${count}`, {
      drawn: drawnPublish(channel, [message], count),
    })
    return count
  }

  /** Publishes many messages at once, so that Redis sends them in one piece of data. */
  async burst(channel: string, messages: readonly string[]): Promise<void> {
    this.log(`the check: PUBLISH ${channel} ${list(messages.map(short))} in one burst`, {
      drawn: drawnPublish(channel, messages),
    })
    const pipeline = this.#env.redis.pipeline()
    for (const message of messages) pipeline.publish(channel, message)
    await pipeline.exec()
  }

  /** How many connections have subscribed to a channel: PUBSUB NUMSUB. */
  async subscribers(channel: string): Promise<number> {
    const reply = (await this.#own('PUBSUB', this.#env.redis.pubsub('NUMSUB', channel))) as unknown[]
    return Number(reply[1])
  }

  /** Runs a command of the check's own, past the learner's code. The timeline does not tell it. */
  async redis(command: string, ...args: readonly (string | number)[]): Promise<unknown> {
    return this.#own(command, this.#env.redis.call(command, ...args.map(String)))
  }

  /** A subscriber of the check's own, on its own connection; gives what it has received. */
  async listener(channel: string): Promise<Recorder<string>> {
    const handler = this.recorder('a subscriber of the check')
    const connection = this.#connection()
    connection.on('message', (from: string, message: string) => handler(message, from))
    await this.#own('SUBSCRIBE', connection.subscribe(channel))
    return handler
  }

  /** As {@link CheckContext.listener}, by a pattern that matches this channel alone: PUBSUB NUMSUB does not see it. */
  async patternListener(channel: string): Promise<Recorder<string>> {
    const handler = this.recorder('a subscriber of the check, by pattern,')
    const connection = this.#connection()
    connection.on('pmessage', (_pattern: string, from: string, message: string) => handler(message, from))
    await this.#own('PSUBSCRIBE', connection.psubscribe(literally(channel)))
    return handler
  }

  #connection(): Redis {
    const connection = this.#env.redis.duplicate()
    this.cleanup(() => connection.disconnect())
    return connection
  }

  /**
   * Ends the run: closes what was followed and gives the proxies back.
   *
   * @param limit How long closing may take, in milliseconds.
   * @param passed False keeps the proxies from other checks: code that failed, or that was given up while it was
   *   about to connect, may come back to them.
   */
  async end(limit: number, passed = true): Promise<void> {
    this.#ended = true
    let failed = false
    const inTime = await within(limit, async () => {
      for (const cleanup of this.#cleanups.splice(0).reverse()) {
        // One that fails, for example an undone close(), must not keep the others from their turn.
        await Promise.resolve()
          .then(cleanup)
          .catch((error: unknown) => {
            failed = true
            // The learner's own exception in close() is told; that Redis has gone, say, is of no interest.
            if (isOwnException(error)) this.onMistake?.(error, 'close() failed')
          })
      }
    })
    const clean = inTime && !failed
    let waiting = clean
    const closed = await within(clean ? limit : 0, async () => {
      const open = () => this.#proxies.some((proxy) => proxy.links.size > 0)
      while (waiting && open()) await new Promise((resolve) => setTimeout(resolve, 1))
      // Redis forgets a subscription only when it has seen the end of the connection.
      for (const proxy of this.#proxies) await proxy.settled()
    })
    waiting = false
    this.timeline.close()
    for (const proxy of this.#proxies) this.#env.pool.give(proxy, closed && passed)
  }
}

/** Where in the learner's own code an error was made. */
function origin(error: unknown): string {
  const place = originOf(error)
  return place ? ` at ${place.path}:${place.line}` : ''
}

/** True when `work` has resolved in time. What went wrong in it is of no interest. */
async function within(limit: number, work: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limit)
  })
  const done = (async () => work())().then(
    () => true,
    () => false,
  )
  return Promise.race([done, late]).finally(() => clearTimeout(timer))
}
