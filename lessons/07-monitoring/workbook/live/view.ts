import type { Worker } from 'node:worker_threads'
import { folderOf } from '#shared/core/manifest.ts'
import { blockedText } from '#shared/isolate/blocked-message.ts'
import { whereBlocked } from '#shared/isolate/blocked-thread.ts'
import { watchHeartbeat } from '#shared/isolate/heartbeat.ts'
import { startThread } from '#shared/isolate/thread.ts'
import { RedisProxy, subscribers } from '#shared/redis/proxy.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import type { LessonCommand } from '#shared/runner/lesson-command.ts'
import type { Shown, WorkerCommand, WorkerEvent, WorkerOptions } from './messages.ts'
import type { ChannelRow, Picture } from './picture.ts'
import { Rates } from './rates.ts'

/** How many canaries and events are kept. */
const KEPT = 200
/** How long the thread may take to close, in milliseconds. */
const CLOSED_WITHIN_MS = 2500
/** How often `/health` is asked, in milliseconds. */
const ASK_EVERY_MS = 500
/** How long to wait for a response, in milliseconds. */
const ASK_WITHIN_MS = 2000

/** Runs the code, watches the wire, and injects faults. */
export class View {
  /** Rejects when the code ends the thread, or blocks it. */
  readonly failed: Promise<never>
  readonly #extra: LessonCommand
  readonly #namespace: string
  readonly #program: RedisProxy
  readonly #others: RedisProxy
  readonly #worker: Worker
  readonly #endWatch: () => void
  readonly #published = new Rates(performance.now())
  readonly #arrived = new Rates(performance.now())
  readonly #programHears = new Set<string>()
  readonly #latencies: (number | null)[] = []
  readonly #events: string[] = []
  readonly #eventTold: (text: string) => void
  #shown: Shown | undefined
  #url: string | undefined
  #code: number | undefined
  #asking: NodeJS.Timeout | undefined
  #heldUp = false
  #closing = false
  #fail: (error: Error) => void = () => {}

  private constructor(
    extra: LessonCommand,
    ways: { program: RedisProxy; others: RedisProxy },
    told: (text: string) => void,
  ) {
    this.#extra = extra
    this.#namespace = `${extra.server.namespace}town:`
    this.#program = ways.program
    this.#others = ways.others
    this.#eventTold = told
    this.failed = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.failed.catch(() => {})
    for (const proxied of [ways.program, ways.others]) proxied.onEvent = (event) => this.#wire(event, proxied)
    const job: WorkerOptions = {
      folder: folderOf(extra.lesson),
      area: extra.area,
      client: this.client,
      own: extra.own,
      namespace: this.#namespace,
      programUrl: ways.program.url,
      othersUrl: ways.others.url,
    }
    this.#worker = startThread(new URL('./thread.ts', import.meta.url), job)
    this.#worker.on('message', (message: WorkerEvent) => this.#told(message))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('The code has ended its process (process.exit).')))
    this.#endWatch = watchHeartbeat((thread) => {
      void whereBlocked(thread).then((at) => this.#fail(new Error(blockedText(at))))
    }, this.#worker.threadId)
  }

  /** @param told Receives each event as a line of text. */
  static async open(extra: LessonCommand, told: (text: string) => void): Promise<View> {
    const { url, namespace } = extra.server
    const [program, others] = await Promise.all([0, 1].map(() => RedisProxy.open(url, namespace)))
    return new View(extra, { program: program!, others: others! }, told)
  }

  /** The first client named on the command line, or node-redis. */
  get client(): LessonCommand['clients'][number] {
    return this.#extra.clients[0] ?? 'node-redis'
  }

  /** How many canaries the view has shown, and how many of them were missing. */
  get canaries(): { readonly seen: number; readonly missing: number } {
    return { seen: this.#seen, missing: this.#missing }
  }
  #seen = 0
  #missing = 0

  /** The current state. */
  picture(): Picture {
    const { lesson, area, server } = this.#extra
    const whose = area === 'solutions' ? 'the reference solution' : 'your code'
    return {
      title: `Lesson ${lesson.id} · ${lesson.title} · ${whose} on ${this.client}`,
      redis: `Redis: ${server.label}`,
      health: this.#shown?.health,
      latencies: this.#latencies,
      rows: this.#shown?.channels && this.#rows(this.#shown.channels),
      patterns: this.#shown?.patterns,
      serving: this.#url === undefined ? undefined : { url: this.#url, code: this.#code },
      heldUp: this.#heldUp,
      events: this.#events,
    }
  }

  /** Blocks the messages from Redis to the service, or unblocks them. */
  holdUp(): void {
    this.#heldUp = !this.#heldUp
    if (this.#heldUp) this.#program.stall(subscribers)
    else this.#program.resume()
    this.#event(
      this.#heldUp
        ? 'you: messages from Redis to the service are blocked; no connection is closed'
        : 'you: messages are no longer blocked',
    )
  }

  /** Cuts the service's connections. */
  cut(): void {
    this.#heldUp = false
    this.#program.cut()
    this.#event('you: the connections of the service are cut')
  }

  /** Stops the code, and closes all connections. */
  async close(): Promise<void> {
    this.#closing = true
    clearTimeout(this.#asking)
    this.#endWatch()
    // A connection can only close cleanly if it isn't blocked.
    this.#program.restore()
    const closed = new Promise<void>((resolve) => {
      this.#worker.on('message', ({ what }: WorkerEvent) => what === 'closed' && resolve())
      this.#worker.once('exit', () => resolve())
      setTimeout(resolve, CLOSED_WITHIN_MS).unref()
    })
    this.#worker.postMessage({ what: 'close' } satisfies WorkerCommand)
    await closed
    await this.#worker.terminate()
    await Promise.all([this.#program.close(), this.#others.close()])
  }

  #told(told: WorkerEvent): void {
    if (this.#closing) return
    if (told.what === 'line') this.#event(told.text)
    if (told.what === 'failed') this.#fail(new Error(told.text))
    if (told.what === 'serving') {
      this.#url = told.url
      this.#ask(told.url)
    }
    if (told.what === 'shown') this.#show(told.shown)
  }

  #show(shown: Shown): void {
    const isNew = shown.health && shown.health.checkedAt !== this.#shown?.health?.checkedAt
    if (shown.health && isNew) {
      this.#seen++
      if (shown.health.latencyMs === null) this.#missing++
      this.#latencies.push(shown.health.latencyMs)
      if (this.#latencies.length > KEPT) this.#latencies.shift()
    }
    this.#shown = shown
  }

  /** Requests `/health` as a load balancer would. */
  #ask(url: string): void {
    // The handler is the learner's, so it may never respond.
    fetch(`${url}/health`, { signal: AbortSignal.timeout(ASK_WITHIN_MS) })
      .then((answer) => answer.arrayBuffer().then(() => answer.status))
      .catch(() => undefined)
      .then((code) => {
        this.#code = code
        if (!this.#closing) this.#asking = setTimeout(() => this.#ask(url), ASK_EVERY_MS)
      })
      .catch(() => {})
  }

  #rows(channels: NonNullable<Shown['channels']>): ChannelRow[] {
    const now = performance.now()
    return [...channels]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => ({
        channel: name.slice(this.#namespace.length),
        subscribers: count,
        published: this.#published.perSecond(name, now),
        arrived: this.#programHears.has(name) ? this.#arrived.perSecond(name, now) : undefined,
      }))
  }

  #wire(event: WireEvent, proxied: RedisProxy): void {
    const now = performance.now()
    if (event.what === 'command' && event.name === 'PUBLISH') this.#published.count(event.args[0] ?? '', now)
    if (proxied !== this.#program) return
    if (event.what === 'delivered') this.#arrived.count(event.channel, now)
    if (event.what === 'acknowledged' && event.kind === 'subscribe' && event.name !== null) {
      this.#programHears.add(event.name)
    }
  }

  #event(text: string): void {
    for (const line of text.split('\n')) {
      this.#events.push(line)
      if (this.#events.length > KEPT) this.#events.shift()
      this.#eventTold(line)
    }
  }
}
