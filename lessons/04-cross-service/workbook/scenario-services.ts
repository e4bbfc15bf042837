import { short } from '#shared/checks/wire-text.ts'
import type { RedisProxy } from '#shared/redis/proxy.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import type { CodeRef, ScenarioContext } from '#shared/testbed/scenario-context.ts'
import { type Brought, type GroupProcess, ProcessGroup, person } from './processes/process-group.ts'

/** IDs are long, and their beginnings differ. */
const ID = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g
/** Commands that can claim an event or release the claim. */
const CLAIMS = /^(set|setnx|eval|evalsha|del)$/i

/** The story of the scenario, with services that run as processes. It prints what they do. */
export class ScenarioServices {
  readonly #context: ScenarioContext
  readonly #group: ProcessGroup
  readonly #registered: string
  readonly #proxies = new Map<string, RedisProxy>()
  #users!: GroupProcess
  /** How many users have registered. */
  #count = 0
  /** True while so much happens that only emails are printed. */
  #isBrief = false

  private constructor(context: ScenarioContext, code: CodeRef) {
    this.#context = context
    const namespace = `${context.channel('shop')}:`
    this.#registered = `${namespace}user:registered`
    this.#group = new ProcessGroup({
      ...code,
      namespace,
      proxied: (name) => this.#proxied(name),
      tell: (text) => this.#tell(text),
    })
    this.#group.mailServer = this.#takesAll
    context.trackCalls({ close: () => this.#group.end() })
  }

  /** Starts the four processes. */
  static async start(context: ScenarioContext, code: CodeRef): Promise<ScenarioServices> {
    const play = new ScenarioServices(context, code)
    const group = play.#group
    const start = async (...[role, name]: Parameters<ProcessGroup['start']>) => {
      const process = await group.start(role, name)
      context.say(`${name} runs as process ${process.pid}`)
      return process
    }
    const [users] = await Promise.all([
      start('users', 'users'),
      start('emails', 'emails A'),
      start('emails', 'emails B'),
      start('analytics', 'analytics'),
    ])
    play.#users = users
    return play
  }

  /** One or several users register at the same time. Resolves after all of them have received their emails. */
  async register(...names: string[]): Promise<void> {
    const { deliveries } = this.#group
    this.#isBrief = names.length > 1
    for (const name of names) this.#group.register(this.#users, person(name))
    this.#count += names.length
    await this.#until('every event is tracked', () => deliveries.tracked.length >= this.#count)
    const has = (name: string) => deliveries.mails.some((mail) => mail.name === name)
    await this.#until(`emails are sent to ${names.join(', ')}`, () => names.every(has))
  }

  /** Prints how many emails each replica sent. */
  count(): void {
    const { mails } = this.#group.deliveries
    const by = (name: string) => mails.filter((mail) => mail.by === name).length
    this.#say(
      `${this.#count} registrations, ${mails.length} emails: ${by('emails A')} by emails A, ${by('emails B')} by emails B`,
    )
  }

  /** Another program publishes a malformed event. */
  async badText(): Promise<void> {
    this.#isBrief = false
    await this.#context.burst(this.#registered, ['{"id":'])
    // Analytics may report it with kind `handler`, as long as task 04.9 is not done.
    const reports = () => this.#group.problems.filter((kind) => kind !== 'connection').length
    await this.#until('all subscribers report it', () => reports() >= 3)
  }

  /** A user registers, and the mail server rejects the email. */
  async refusedMail(name: string): Promise<void> {
    const { deliveries } = this.#group
    this.#isBrief = false
    let refused = 0
    this.#group.mailServer = ({ mail, by, refuse }) => {
      refused++
      this.#say(`the mail server rejects the email from ${by.name} to ${mail.to}`)
      refuse('the mail server is busy')
    }
    this.#group.register(this.#users, person(name))
    this.#count++
    await this.#until('the email is rejected', () => refused > 0)
    await this.#until('every event is tracked', () => deliveries.tracked.length >= this.#count)
    this.#group.mailServer = this.#takesAll
  }

  /** Closes a replica while it sends an email. */
  async closeInFlight(name: string): Promise<void> {
    const { deliveries } = this.#group
    this.#isBrief = false
    const held: Brought[] = []
    this.#group.mailServer = (brought) => {
      held.push(brought)
      this.#say(`${brought.by.name} sends an email to ${brought.mail.to}; the mail server is slow`)
    }
    this.#group.register(this.#users, person(name))
    this.#count++
    await this.#until('an email is in flight', () => held.length > 0)
    await this.#until('every event is tracked', () => deliveries.tracked.length >= this.#count)
    const [{ by }] = held as [Brought]
    this.#say(`${by.name} closes`)
    by.order({ what: 'close' })
    await this.#until(`${by.name} unsubscribes`, () => !this.#isSubscribed(by.name))
    this.#group.mailServer = this.#takesAll
    for (const brought of held) this.#takesAll(brought)
    await this.#until(`${by.name} has closed`, () => this.#group.closed.has(by))
  }

  readonly #takesAll = ({ mail, by, take }: Brought) => {
    this.#say(`${by.name} has sent the email to ${mail.to}`)
    take()
  }

  #isSubscribed(process: string): boolean {
    return [...(this.#proxies.get(process)?.links ?? [])].some((link) =>
      link.subscribed.has(this.#registered),
    )
  }

  async #proxied(name: string): Promise<RedisProxy> {
    const { proxy } = await this.#context.connectThroughProxy(name, (event) => this.#wire(name, event))
    this.#proxies.set(name, proxy)
    return proxy
  }

  #wire(name: string, event: WireEvent): void {
    if (event.what === 'acknowledged') this.#passed(`${name}: ${event.kind} ${event.name ?? ''}`)
    if (event.what === 'command' && event.name === 'PUBLISH' && this.#count === 1) {
      this.#passed(`${name} publishes ${event.args[1]}`)
    }
    if (event.what !== 'reply' || this.#isBrief) return
    if (event.name === 'PUBLISH') this.#passed(`${name}: PUBLISH ${event.args[0]} → ${short(event.value)}`)
    const [, id] = /:claim:.*?([0-9a-f]{8})-/.exec(event.args.join(' ')) ?? []
    if (CLAIMS.test(event.name) && id) {
      this.#passed(`${name}: ${event.name} claim of ${id}… → ${short(event.value)}`)
    }
  }

  /** A line about what is drawn already. */
  #passed(text: string): void {
    this.#context.tell(text.replace(ID, '$1…'))
  }

  #tell(text: string): void {
    if (!this.#isBrief) this.#say(text)
  }

  #say(text: string): void {
    this.#context.say(text.replace(ID, '$1…'))
  }

  #until(what: string, holds: () => boolean): Promise<void> {
    return this.#group.wait(this.#context.until(what, holds))
  }
}
