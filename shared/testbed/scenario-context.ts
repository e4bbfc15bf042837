import type { CheckEnvironment, Way } from '#shared/checks/check-context.ts'
import { Kit } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { STARTUP, short } from '#shared/checks/timeline.ts'
import { followCalls } from '#shared/checks/track-calls.ts'
import type { Client } from '#shared/core/manifest.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import type { WireEvent } from '#shared/redis/wire.ts'

/** Whose code is played, for a scenario that runs it in processes of its own. */
export interface Played {
  /** The lesson's folder, for example `04-cross-service`. */
  readonly folder: string
  readonly area: 'lessons' | 'solutions'
  readonly client: Client
  /** Whether it is built on the learner's own lesson 02. */
  readonly own: boolean
}

/** What a lesson exports as `scenario`: a short story on the learner's code, told while it happens. */
export type Scenario<C> = (stage: Stage, subject: C, code: Played) => Promise<void>

/** Takes the narration. */
export interface Narration {
  /** A new step begins. `race`: what isn't guaranteed in it. */
  step(title: string, race?: string): void
  /** Something happened in the current step. */
  line(text: string): void
}

/** What a scenario is written with. */
export class Stage {
  readonly #kit: Kit
  readonly #narration: Narration
  readonly #open: ReadonlySet<string>
  /** The task that the current step shows. */
  task: string | undefined

  /** @param open Tasks with a place that is still as in the starter. */
  constructor(env: CheckEnvironment, narration: Narration, open: ReadonlySet<string>) {
    this.#kit = new Kit(env)
    this.#narration = narration
    this.#open = open
  }

  /**
   * Begins a step.
   *
   * @param title What is going to happen, as a sentence. It must be the same on both clients.
   * @param task The task that this step needs; the scenario ends here as long as it is not begun.
   * @param options `race`: what can be otherwise the next time, for example `who receives the message first`.
   */
  step(title: string, task: string, { race }: { readonly race?: string } = {}): void {
    this.task = task
    this.#narration.step(title, race)
    if (this.#open.has(task)) throw new NotStarted(task)
  }

  /** Adds a line to the narration. */
  say(text: string): void {
    this.#narration.line(this.#kit.timeline.plain(text))
  }

  /** A channel or key that nobody else uses. It is told as `name`. */
  channel(name: string): string {
    return this.#kit.channel(name)
  }

  /**
   * A way to Redis for the learner's code; what is reported and which subscriptions change is told.
   *
   * @param whose Is told in place of the connection's number, where several have a way of their own.
   */
  async way(whose?: string): Promise<Way> {
    const way = await this.#kit.way()
    way.proxy.onEvent = (event) => this.#wire(event, whose)
    const report: Way['base']['report'] = (problem) => {
      way.base.report(problem)
      this.say(`reported: ${problem.kind} (${describe(problem.error)})`)
    }
    return { ...way, base: { ...way.base, report } }
  }

  /** Tells what every call of `object`'s methods came to, and closes it at the end. */
  follow<T extends { close(): Promise<void> }>(object: T): T {
    if (typeof object !== 'object' || object === null) {
      this.#kit.fail(`the factory resolved with ${short(object)}`)
    }
    this.#kit.cleanup(() => object.close())
    return followCalls(object, {
      resolved: ({ method, args }, value) =>
        this.say(value === undefined ? `${method}(${args}) done` : `${method}(${args}) → ${short(value)}`),
      rejected: ({ method, args }, error) => this.say(`${method}(${args}) rejected: ${describe(error)}`),
    })
  }

  /** A handler that tells what it is called with. */
  handler<T = string>(name: string, then?: (message: T) => unknown): Recorder<T> {
    return this.#kit.recorder<T>(name, (message) => {
      this.say(`${name} got ${short(message)}`)
      return then?.(message)
    })
  }

  /** Waits for something, without a word, as long as a check would. */
  until(what: string, holds: () => unknown): Promise<void> {
    return this.#kit.until(what, holds)
  }

  /** Publishes from outside of the learner's code, many messages at once. */
  async burst(channel: string, messages: readonly string[]): Promise<void> {
    this.say(`another program publishes ${messages.map(short).join(', ')}`)
    await this.#kit.burst(channel, messages)
  }

  /** Asks Redis something from outside of the learner's code, without a word. */
  ask(command: string, ...args: readonly string[]): Promise<unknown> {
    return this.#kit.redis(command, ...args)
  }

  /** Ends it; closes what is left open. */
  end(limit: number): Promise<void> {
    return this.#kit.end(limit)
  }

  #wire(event: WireEvent, whose = `connection ${event.connection}`): void {
    if (event.what === 'acknowledged') {
      this.say(`Redis: ${event.kind} ${event.name ?? 'all'} (${whose})`)
    }
    if (event.what === 'reply' && event.value instanceof Error && !STARTUP.test(event.name)) {
      this.say(`Redis: ${event.value.message}`)
    }
  }
}
