import { short } from '../../../shared/checks/timeline.ts'
import type { Link } from '../../../shared/redis/proxy.ts'
import type { WireEvent } from '../../../shared/redis/wire.ts'
import type { Played, Stage } from '../../../shared/workbook/player/stage.ts'
import type { Status } from '../contract.ts'
import type { Role } from './processes/messages.ts'
import { Shop } from './processes/shop.ts'
import { statusLines } from './processes/status-lines.ts'
import { type HttpAnswer, request } from './processes/web.ts'

/** Ids are long, and their beginning tells them apart. */
const ID = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g

/** The story of the scenario, on services that are processes: what they do is told. */
export class Play {
  readonly shop: Shop
  readonly #stage: Stage
  /** True while so much happens that it is only counted. */
  #isBrief = false
  /** True when a loss was told: while Redis is away, there is one every few moments. */
  #isLossTold = false

  constructor(stage: Stage, code: Played) {
    this.#stage = stage
    this.shop = new Shop({
      ...code,
      namespace: `${stage.channel('play')}:`,
      tell: (text) => this.#tell(text),
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

  /** Sends a request, and tells what came back. */
  async post(path: string, body: unknown): Promise<HttpAnswer> {
    const answer = await this.#inTime(request(this.shop.url, 'POST', path, body))
    const retry = answer.headers['retry-after']
    const again = retry === undefined ? '' : `, Retry-After: ${retry}`
    this.#tell(`POST ${path} ${JSON.stringify(body)} → ${answer.status}${again} ${answer.text}`)
    return answer
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
      seen = (await request(this.shop.url, 'GET', '/status')).body as Status
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

  /** Waits for something, as long as nothing is in trouble. */
  async until(what: string, holds: () => unknown): Promise<void> {
    await Promise.race([this.#stage.until(what, holds), this.shop.trouble])
  }

  say(text: string): void {
    this.#stage.say(text.replace(ID, '$1…'))
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
