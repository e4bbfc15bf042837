import { setTimeout as delay } from 'node:timers/promises'
import { short } from '../../../shared/checks/timeline.ts'
import type { Link } from '../../../shared/redis/proxy.ts'
import type { WireEvent } from '../../../shared/redis/wire.ts'
import type { Played, Stage } from '../../../shared/workbook/player/stage.ts'
import type { Accepted, Status } from '../contract.ts'
import type { Role } from './processes/messages.ts'
import { Shop } from './processes/shop.ts'
import { statusLines } from './processes/status-lines.ts'
import { type HttpAnswer, request } from './processes/web.ts'

/** How long a client waits before it sends a request again, in milliseconds. */
const RETRY_MS = 200

/** Ids are long, and their beginning tells them apart. */
const ID = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g

/** The story of the scenario, on services that are processes: what they do is told. */
export class Play {
  readonly shop: Shop
  readonly #stage: Stage
  /** True while so much happens that it is only counted. */
  #isBrief = false
  /** What is done when a service was killed, before it is started again. */
  #meanwhile: (() => Promise<unknown>) | undefined
  /** The services that somebody else has killed: the story can't know what is missing then. */
  readonly #killed = new Set<Role>()
  /** The starts of services that were killed, as long as they last. */
  readonly #restarts = new Map<Role, Promise<void>>()
  /** True when a loss was told: while Redis is away, there is one every few moments. */
  #isLossTold = false

  constructor(stage: Stage, code: Played) {
    this.#stage = stage
    this.shop = new Shop({
      ...code,
      namespace: `${stage.channel('play')}:`,
      tell: (text) => this.#tell(text),
      killed: (role) => this.#startAgain(role),
      way: async (role) => {
        const { proxy } = await stage.way()
        proxy.onEvent = (event) => this.#wire(role, event)
        return proxy
      },
    })
    stage.follow({ close: () => this.shop.end() })
  }

  /** Starts a service. */
  async start(role: Role): Promise<void> {
    const { pid } = await this.shop.start(role)
    const at = role === 'api' ? `, at ${this.shop.url}` : ''
    this.say(`${role} is there: process ${pid}${at}`)
  }

  /**
   * Kills a service as the system does it. It is started again, as every service that was killed is.
   *
   * @param meanwhile What happens before it is there again.
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

  /** Sends a request, and tells what came back. */
  async post(path: string, body: unknown): Promise<HttpAnswer> {
    const answer = await this.#request('POST', path, body)
    const retry = answer.headers['retry-after']
    const again = retry === undefined ? '' : `, Retry-After: ${retry}`
    this.#tell(`POST ${path} ${JSON.stringify(body)} → ${answer.status}${again} ${answer.text}`)
    return answer
  }

  /** Sends a request until it is accepted, as a client does that gets a 503. Resolves with the id. */
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

  /** Many requests, of which only what became of them is told. */
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
    await this.until('all users are told', () => shop.sent.length >= sent + done)
    this.#isBrief = false
    this.say(
      `${count} orders: ${done} are answered with 201, ${shop.lines.length - lines} lines, ${shop.sent.length - sent} notifications`,
    )
  }

  /** Asks for the status until it is as expected, and tells it. */
  async status(what: string, holds: (status: Status) => boolean): Promise<void> {
    let seen: Status | undefined
    await this.until(what, async () => {
      seen = (await this.#request('GET', '/status')).body as Status
      return holds(seen)
    })
    this.say('GET /status →')
    for (const line of statusLines(seen!)) this.say(`  ${line}`)
  }

  /** Takes Redis away from a service. */
  loseRedis(role: Role): void {
    const proxy = this.shop.wayOf(role)
    this.#isLossTold = false
    proxy?.refuse()
    proxy?.cut()
  }

  /** Gives it back. */
  findRedis(role: Role): void {
    this.shop.wayOf(role)?.accept()
    this.say('Redis is back')
  }

  /** Waits until a service has no subscription to events. */
  async isDeaf(role: Role): Promise<void> {
    const { links } = this.shop.wayOf(role) ?? { links: new Set<Link>() }
    const hears = ({ subscribed, patterns }: Link) =>
      [...subscribed, ...patterns].some((name) => name.includes(':shop:'))
    await this.until(`${role} listens no more`, () => ![...links].some(hears))
  }

  /**
   * Waits for something, as long as nothing is in trouble. When somebody else has killed a service, it may never come:
   * then that is said, and the story goes on.
   */
  async until(what: string, holds: () => unknown): Promise<void> {
    try {
      await this.shop.wait(this.#stage.until(what, holds))
    } catch (error) {
      if (this.#killed.size === 0 || (await this.#isInTrouble())) throw error
      this.say(`not so: ${what}. ${[...this.#killed].join(' and ')} was killed`)
    }
  }

  say(text: string): void {
    this.#stage.say(text.replace(ID, '$1…'))
  }

  /** Starts a service again that was killed. What came meanwhile it has missed: the status counts it. */
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

  /** Sends a request; once more, where the API was killed meanwhile. */
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

  /** Waits until the API is there again; false when it was not killed. A closed connection may be heard of first. */
  async #restartOfApi(): Promise<boolean> {
    await this.#stage.until('the API is started again', () => this.#restarts.has('api')).catch(() => {})
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

  #tell(text: string): void {
    if (this.#isBrief) return
    const isLoss = text.includes('reports: connection')
    if (isLoss && this.#isLossTold) return
    this.#isLossTold ||= isLoss
    this.say(text)
  }

  #wire(role: Role, event: WireEvent): void {
    if (event.what === 'acknowledged') this.#tell(`${role}: ${event.kind} ${event.name ?? ''}`)
    if (event.what !== 'reply' || event.name !== 'PUBLISH') return
    this.#tell(`${role}: PUBLISH ${event.args[0]} → ${short(event.value)}`)
  }
}
