import type { CheckEnvironment, ProxiedConnection } from '#shared/checks/check-context.ts'
import { CheckContext } from '#shared/checks/check-context.ts'
import { drawnCalls, drawnText } from '#shared/checks/drawn.ts'
import { describe } from '#shared/checks/failure.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import type { Drawn } from '#shared/checks/story.ts'
import { trackCalls } from '#shared/checks/track-calls.ts'
import { STARTUP, short } from '#shared/checks/wire-text.ts'
import type { Client } from '#shared/core/manifest.ts'
import type { DiagramEvent } from '#shared/diagram/types.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import type { WireEvent } from '#shared/redis/wire.ts'

/** Whose code is played, for a scenario that runs it in processes of its own. */
export interface CodeRef {
  /** The lesson's folder, for example `04-cross-service`. */
  readonly folder: string
  readonly area: 'lessons' | 'solutions'
  readonly client: Client
  /** Whether it is built on the learner's own lesson 02. */
  readonly own: boolean
}

/** What a lesson exports as `scenario`: a short story on the learner's code, told while it happens. */
export type Scenario<C> = (context: ScenarioContext, subject: C, code: CodeRef) => Promise<void>

/** Takes the narration. */
export interface Narration {
  /** A new step begins. `race`: what isn't guaranteed in it. */
  step(title: string, race?: string): void
  /** Something happened in the current step. */
  line(text: string): void
}

/** What a scenario is written with. */
export class ScenarioContext {
  readonly #context: CheckContext
  readonly #narration: Narration
  readonly #open: ReadonlySet<string>
  #steps = 0
  /** The task that the current step shows. */
  task: string | undefined

  /** @param open Tasks with a place that is still as in the starter. */
  constructor(env: CheckEnvironment, narration: Narration, open: ReadonlySet<string>) {
    this.#context = new CheckContext(env)
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
    this.#steps += 1
    this.draw({ kind: 'step', from: '', label: `${this.#steps}  ${title}` })
    this.#narration.step(title, race)
    if (this.#open.has(task)) throw new NotStarted(task)
  }

  /** What has happened, as it is drawn. */
  get events(): readonly DiagramEvent[] {
    return this.#context.timeline.story.events
  }

  /**
   * Adds a line to the narration.
   *
   * @param drawn How it is drawn. Default: by the form of the text.
   */
  say(text: string, drawn: Drawn = drawnText(this.#context.timeline.plain(text))): void {
    this.tell(text)
    this.draw(drawn)
  }

  /** Adds a line about something that is drawn already, such as what passed on the wire. */
  tell(text: string): void {
    this.#narration.line(this.#context.timeline.plain(text))
  }

  /** Adds what is drawn without a line. */
  draw(drawn: Drawn): void {
    this.#context.timeline.story.add(drawn)
  }

  /** A channel or key that has no other users. The narration shows it as `name`. */
  channel(name: string): string {
    return this.#context.channel(name)
  }

  /**
   * A way to Redis for the learner's code; what is reported and which subscriptions change is told.
   *
   * @param whose Is told in place of the connection's number, where several have a way of their own.
   * @param wire Tells what passes in its own words.
   */
  async connectThroughProxy(
    whose?: string,
    wire = (event: WireEvent): void => this.#wire(event, whose),
  ): Promise<ProxiedConnection> {
    const proxied = await this.#context.connectThroughProxy(whose)
    proxied.proxy.addListener(wire)
    const report: ProxiedConnection['base']['report'] = (problem) => {
      proxied.base.report(problem)
      this.tell(`reported: ${problem.kind} (${describe(problem.error)})`)
    }
    return { ...proxied, base: { ...proxied.base, report } }
  }

  /**
   * Tells what every call of `object`'s methods came to, and closes it at the end.
   *
   * @param whose Who it is called for, as in {@link ScenarioContext.connectThroughProxy}, where several are.
   */
  trackCalls<T extends { close(): Promise<void> }>(object: T, whose = 'pubsub'): T {
    if (typeof object !== 'object' || object === null) {
      this.#context.fail(`the factory resolved with ${short(object)}`)
    }
    this.#context.cleanup(() => object.close())
    const drawn = drawnCalls(whose)
    return trackCalls(object, {
      called: (call) => this.draw(drawn.called(call)),
      resolved: (call, value) => {
        const { method, args } = call
        this.tell(value === undefined ? `${method}(${args}) done` : `${method}(${args}) → ${short(value)}`)
        if (value !== undefined) this.draw(drawn.returned(call, value))
      },
      rejected: (call, error) => {
        this.tell(`${call.method}(${call.args}) rejected: ${describe(error)}`)
        this.draw(drawn.failed(call, 'rejects', error))
      },
    })
  }

  /** A handler that tells what it is called with. */
  handler<T = string>(name: string, then?: (message: T) => unknown): Recorder<T> {
    return this.#context.recorder<T>(name, (message) => {
      this.tell(`${name} got ${short(message)}`)
      return then?.(message)
    })
  }

  /** Waits for something, without a word, as long as a check would. */
  until(what: string, holds: () => unknown): Promise<void> {
    return this.#context.until(what, holds)
  }

  /** Publishes from outside of the learner's code, many messages at once. */
  async burst(channel: string, messages: readonly string[]): Promise<void> {
    this.tell(`another program publishes ${messages.map(short).join(', ')}`)
    await this.#context.burst(channel, messages)
  }

  /** Asks Redis something from outside of the learner's code, without a word. */
  ask(command: string, ...args: readonly string[]): Promise<unknown> {
    return this.#context.redis(command, ...args)
  }

  /** Ends it; closes what is left open. */
  end(limit: number): Promise<void> {
    return this.#context.end(limit)
  }

  #wire(event: WireEvent, whose = `connection ${event.connection}`): void {
    if (event.what === 'acknowledged') {
      this.tell(`Redis: ${event.kind} ${event.name ?? 'all'} (${whose})`)
    }
    if (event.what === 'reply' && event.value instanceof Error && !STARTUP.test(event.name)) {
      this.tell(`Redis: ${event.value.message}`)
    }
  }
}
