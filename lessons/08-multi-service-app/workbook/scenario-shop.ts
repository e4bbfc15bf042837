import { setTimeout as delay } from 'node:timers/promises'
import { short } from '#shared/checks/wire-text.ts'
import type { ProxyConnection } from '#shared/redis/proxy.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import type { CodeRef, ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { Accepted, Status } from '../contract.ts'
import type { Role } from './processes/messages.ts'
import { ProcessGroup } from './processes/process-group.ts'
import { statusLines } from './processes/status-lines.ts'
import { type HttpAnswer, request } from './processes/web.ts'

/** How long a client waits before it sends a request again, in milliseconds. */
const RETRY_MS = 200

/** Matches an ID. Only its first eight characters are shown. */
const ID = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g

/** Runs the scenario with services in processes, and prints what they do. */
export class ScenarioShop {
  readonly shop: ProcessGroup
  readonly #context: ScenarioContext
  /** True while events are only counted. */
  #isBrief = false
  /** Runs after a service was killed, before it starts again. */
  #meanwhile: (() => Promise<unknown>) | undefined
  /** The services that were killed from outside. Which events they have missed is unknown. */
  readonly #killed = new Set<Role>()
  /** The restarts of services that were killed. */
  readonly #restarts = new Map<Role, Promise<void>>()
  /** True after a lost connection was printed: while Redis is down, one follows another. */
  #isLossTold = false

  constructor(context: ScenarioContext, code: CodeRef) {
    this.#context = context
    this.shop = new ProcessGroup({
      ...code,
      namespace: `${context.channel('play')}:`,
      tell: (text) => this.#tell(text),
      killed: (role) => this.#startAgain(role),
      proxied: async (role) => {
        const { proxy } = await context.connectThroughProxy(role, (event) => this.#wire(role, event))
        return proxy
      },
    })
    context.trackCalls({ close: () => this.shop.end() })
  }

  /** Starts a service. */
  async start(role: Role): Promise<void> {
    const { pid } = await this.shop.start(role)
    const at = role === 'api' ? `, at ${this.shop.url}` : ''
    this.say(`${role} is running: process ${pid}${at}`)
  }

  /**
   * Kills a service as the system would. Like every service that was killed, it restarts.
   *
   * @param meanwhile Runs before it restarts.
   */
  async crash(role: Role, meanwhile: () => Promise<unknown>): Promise<void> {
    const isBack = new Promise<void>((resolve) => {
      this.#meanwhile = async () => {
        this.#meanwhile = undefined
        this.#killed.delete(role)
        await meanwhile()
        resolve()
      }
    })
    this.shop.crash(role)
    await this.#inTime(isBack)
    await this.#restarts.get(role)
  }

  /** Sends a request, and prints the response. */
  async post(path: string, body: unknown): Promise<HttpAnswer> {
    const answer = await this.#request('POST', path, body)
    const retry = answer.headers['retry-after']
    const again = retry === undefined ? '' : `, Retry-After: ${retry}`
    this.#tell(`POST ${path} ${JSON.stringify(body)} → ${answer.status}${again} ${answer.text}`)
    return answer
  }

  /** Sends a request until it is accepted, as a client does after a 503. Resolves with the ID. */
  async order(path: string, body: unknown): Promise<string> {
    let answer: HttpAnswer | undefined
    await this.until(`POST ${path} is accepted`, async () => {
      if (answer) await delay(RETRY_MS)
      answer = await this.post(path, body)
      return answer.status !== 503
    })
    if (answer?.status !== 201) throw new Error(`POST ${path} got a ${answer?.status}: ${answer?.text}`)
    return String((answer.body as Accepted).id)
  }

  /** Sends many requests, and prints only the counts. */
  async many(count: number): Promise<void> {
    const { shop } = this
    this.#isBrief = true
    const [lines, sent] = [shop.lines.length, shop.sent.length]
    const orders = Array.from({ length: count }, (_, at) => ({
      userId: `user ${at}`,
      item: 'a lamp',
      quantity: 1,
    }))
    const answers = await Promise.all(orders.map((order) => this.post('/orders', order)))
    const done = answers.filter(({ status }) => status === 201).length
    await this.until('all orders are logged', () => shop.lines.length >= lines + done)
    await this.until('all users are notified', () => shop.sent.length >= sent + done)
    this.#isBrief = false
    this.say(
      `${count} orders: ${done} got a 201; ${shop.lines.length - lines} lines, ${shop.sent.length - sent} notifications`,
    )
  }

  /** Requests the status until it is as expected, and prints it. */
  async status(what: string, holds: (status: Status) => boolean): Promise<void> {
    let seen: Status | undefined
    await this.until(what, async () => {
      seen = (await this.#request('GET', '/status')).body as Status
      return holds(seen)
    })
    this.say('GET /status →')
    for (const line of statusLines(seen!)) this.say(`  ${line}`)
  }

  /** Cuts a service off from Redis. */
  loseRedis(role: Role): void {
    const proxy = this.shop.wayOf(role)
    this.#isLossTold = false
    proxy?.refuse()
    proxy?.cut()
  }

  /** Lets a service reach Redis again. */
  findRedis(role: Role): void {
    this.shop.wayOf(role)?.accept()
    this.say('Redis is back')
  }

  /** Waits until a service is no longer subscribed to events. */
  async isDeaf(role: Role): Promise<void> {
    const { links } = this.shop.wayOf(role) ?? { links: new Set<ProxyConnection>() }
    const hears = ({ subscribed, patterns }: ProxyConnection) =>
      [...subscribed, ...patterns].some((name) => name.includes(':shop:'))
    await this.until(`${role} has unsubscribed`, () => ![...links].some(hears))
  }

  /**
   * Waits for something as long as nothing has failed. If a service was killed from outside, it may never happen: the
   * scenario says so, and continues.
   */
  async until(what: string, holds: () => unknown): Promise<void> {
    try {
      await this.shop.wait(this.#context.until(what, holds))
    } catch (error) {
      if (this.#killed.size === 0 || (await this.#isInTrouble())) throw error
      this.say(`this did not happen: ${what}. ${[...this.#killed].join(' and ')} was killed`)
    }
  }

  say(text: string): void {
    this.#context.say(text.replace(ID, '$1…'))
  }

  /** Restarts a service that was killed. It has missed the events in between. */
  #startAgain(role: Role): void {
    this.#killed.add(role)
    this.say(`${role} was killed`)
    const restart = async () => {
      await this.#meanwhile?.()
      await this.start(role)
    }
    const restarting = restart()
    this.#restarts.set(role, restarting)
    restarting.catch((error: unknown) => this.shop.fail(error))
  }

  /** Sends a request, and repeats it if the API was killed in the meantime. */
  async #request(method: string, path: string, body?: unknown): Promise<HttpAnswer> {
    const ask = () => this.#inTime(request(this.shop.url, method, path, body))
    try {
      return await ask()
    } catch (error) {
      if (await this.#isInTrouble()) throw error
      const restart = await this.#restartOfApi()
      if (!restart) throw error
      return ask()
    }
  }

  /** Waits until the API has restarted; false if it wasn't killed. A closed connection may be noticed first. */
  async #restartOfApi(): Promise<boolean> {
    await this.#context.until('the API is started again', () => this.#restarts.has('api')).catch(() => {})
    const restart = this.#restarts.get('api')
    await restart
    return restart !== undefined
  }

  #isInTrouble(): Promise<boolean> {
    return Promise.race([
      this.shop.trouble.catch(() => true),
      new Promise<boolean>((resolve) => setImmediate(resolve, false)),
    ])
  }

  #inTime<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.shop.trouble])
  }

  #tell(text: string, say = (line: string): void => this.say(line)): void {
    if (this.#isBrief) return
    const isLoss = text.includes('reports: connection')
    if (isLoss && this.#isLossTold) return
    this.#isLossTold ||= isLoss
    say(text)
  }

  #wire(role: Role, event: WireEvent): void {
    // It is drawn already.
    const say = (line: string) => this.#context.tell(line.replace(ID, '$1…'))
    if (event.what === 'acknowledged') this.#tell(`${role}: ${event.kind} ${event.name ?? ''}`, say)
    if (event.what !== 'reply' || event.name !== 'PUBLISH') return
    this.#tell(`${role}: PUBLISH ${event.args[0]} → ${short(event.value)}`, say)
  }
}
