import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from '#shared/core/manifest.ts'
import { folderOf } from '#shared/core/manifest.ts'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { SERVICES, type ServiceName, type Status } from '../../lessons/08-multi-service-app/contract.ts'
import { lesson } from '../../lessons/08-multi-service-app/workbook/lesson.ts'
import { ProcessGroup } from '../../lessons/08-multi-service-app/workbook/processes/process-group.ts'
import { request } from '../../lessons/08-multi-service-app/workbook/processes/web.ts'
import { until } from '../unit/redis/proxy/until.ts'

/** What a service is doing, as far as the test has decided it. */
interface Doing {
  how: 'up' | 'stalled' | 'away'
  /** The events that it has to handle. */
  readonly due: Set<string>
  /** The events that came while it stood still: it handles them when it goes on. */
  readonly waiting: Set<string>
  /** The events that it can never get. */
  readonly lost: Set<string>
}

/** The shop as processes, whose services are stalled, killed and started again; and what has to become of the events. */
export class DisturbedShop {
  readonly shop: ProcessGroup
  readonly ids: string[] = []
  readonly reports: string[] = []
  readonly #proxies: RedisProxy[] = []
  readonly #doing: Readonly<Record<ServiceName, Doing>>

  constructor(redisUrl: string, namespace: string, client: Client) {
    this.shop = new ProcessGroup({
      folder: folderOf(lesson),
      area: 'solutions',
      client,
      own: false,
      namespace,
      lateMs: 50,
      // Longer than a busy machine may take.
      answerWithinMs: 20_000,
      tell: (text) => {
        if (text.includes(' reports: ')) this.reports.push(text)
      },
      proxied: async () => {
        const proxy = await RedisProxy.open(redisUrl, '')
        this.#proxies.push(proxy)
        return proxy
      },
    })
    const doing = (): Doing => ({ how: 'away', due: new Set(), waiting: new Set(), lost: new Set() })
    this.#doing = { notification: doing(), logger: doing() }
  }

  async open(): Promise<void> {
    await this.shop.start('api')
    await Promise.all(SERVICES.map((service) => this.#start(service)))
  }

  /** Places an order or pays; fails unless it is answered with 201. */
  async sell(number: number): Promise<void> {
    const user = { userId: `user ${number % 7}` }
    const [path, body] =
      number % 2 === 0
        ? ['/orders', { ...user, item: `item ${number}`, quantity: 1 }]
        : ['/payments', { ...user, orderId: `order ${number}`, amount: number }]
    const answer = await request(this.shop.url, 'POST', path as string, body)
    if (answer.status !== 201) throw new Error(`${path} was answered with ${answer.status} ${answer.text}`)
    const { id } = answer.body as { id: string }
    this.ids.push(id)
    for (const service of SERVICES) {
      const { how, due, waiting, lost } = this.#doing[service]
      if (how === 'up') due.add(id)
      else if (how === 'stalled') waiting.add(id)
      else lost.add(id)
    }
  }

  /** Stalls a service, kills it, or brings it back. */
  async disturb(service: ServiceName, what: 'stall' | 'kill' | 'mend'): Promise<void> {
    const doing = this.#doing[service]
    const proxy = this.shop.wayOf(service)
    if (what === 'stall' && doing.how === 'up') {
      // What was on its way has come.
      await this.#done(service)
      proxy?.stall()
      doing.how = 'stalled'
    }
    if (what === 'kill' && doing.how !== 'away') {
      if (doing.how === 'up') await this.#done(service)
      // Through a stalled connection Redis would learn of no end.
      else proxy?.cut()
      await this.shop.kill(service)
      for (const id of doing.waiting) doing.lost.add(id)
      doing.waiting.clear()
      doing.how = 'away'
    }
    if (what === 'mend' && doing.how === 'away') await this.#start(service)
    if (what === 'mend' && doing.how === 'stalled') {
      proxy?.resume()
      for (const id of doing.waiting) doing.due.add(id)
      doing.waiting.clear()
      doing.how = 'up'
    }
  }

  /** Waits until all is handled that can be, and gives what each service has missed, by the test and by the status. */
  async account(): Promise<
    Record<ServiceName, { lost: number; missed: number; handled: number; due: number }>
  > {
    for (const service of SERVICES) {
      await this.disturb(service, 'mend')
      await this.#done(service)
    }
    // Everything is late that has no receipt now.
    await delay(60)
    const { services } = await this.#status()
    const of = (service: ServiceName) => {
      const { due, lost } = this.#doing[service]
      const { missed = -1, handled = -1 } = services.find(({ name }) => name === service) ?? {}
      return { lost: lost.size, missed, handled, due: due.size }
    }
    return { notification: of('notification'), logger: of('logger') }
  }

  /** The ids that a service has handled, as its users see it. */
  handledBy(service: ServiceName): string[] {
    return service === 'logger' ? this.shop.lines.map(({ id }) => id) : this.shop.sent.map(({ id }) => id)
  }

  /** The ids that a service had to handle. */
  dueOf(service: ServiceName): string[] {
    return [...this.#doing[service].due]
  }

  async close(): Promise<void> {
    await this.shop.end()
    await Promise.all(this.#proxies.map((proxy) => proxy.close()))
  }

  async #start(service: ServiceName): Promise<void> {
    await this.shop.start(service)
    this.#doing[service].how = 'up'
  }

  /** Waits until a service has handled all that it has to, and its receipts have come. */
  async #done(service: ServiceName): Promise<void> {
    const { due } = this.#doing[service]
    await this.#until(`${service} has handled ${due.size} events`, async () => {
      const { services } = await this.#status()
      return services.find(({ name }) => name === service)?.handled === due.size
    })
  }

  async #status(): Promise<Status> {
    return (await request(this.shop.url, 'GET', '/status')).body as Status
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    await this.shop.wait(until(what, holds))
  }
}
