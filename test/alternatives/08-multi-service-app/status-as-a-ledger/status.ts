// It keeps all events and receipts, and counts on request.
import type { PubSub } from '../../../../lessons/02-patterns/contract.ts'
import type { PubSubSnapshot } from '../../../../lessons/07-monitoring/contract.ts'
import {
  type ApiOptions,
  SERVICES,
  type ServiceName,
  type ShopEvent,
  type Status,
} from '../../../../lessons/08-multi-service-app/contract.ts'

export interface Board {
  listen(pubsub: PubSub): Promise<void>
  sends(event: ShopEvent, id: string): void
  confirms(id: string): void
  read(): Promise<Status>
}

export const board = (options: ApiOptions): Board => new Ledger(options)

interface Sent {
  readonly id: string
  readonly event: ShopEvent
  readonly at: bigint
}

class Ledger implements Board {
  readonly #options: ApiOptions
  readonly #sent: Sent[] = []
  readonly #confirmed = new Set<string>()
  readonly #receipts = new Map<string, 'handled' | 'failed'>()

  constructor(options: ApiOptions) {
    this.#options = options
  }

  async listen(pubsub: PubSub): Promise<void> {
    const { namespace } = this.#options
    await pubsub.subscribe(`${namespace}receipts`, (payload, channel) => this.#take(payload, channel))
  }

  sends(event: ShopEvent, id: string): void {
    if (!this.#sent.some((sent) => sent.id === id))
      this.#sent.push({ id, event, at: process.hrtime.bigint() })
  }

  confirms(id: string): void {
    this.#confirmed.add(id)
  }

  async read(): Promise<Status> {
    const { namespace, lateMs } = this.#options
    const snapshot = await this.#snapshot()
    const late = process.hrtime.bigint() - BigInt(Math.round(lateMs * 1e6))
    const count = (name: ServiceName, how: string) =>
      this.#sent.filter(({ id }) => this.#receipts.get(`${name} ${id}`) === how).length
    const missed = (name: ServiceName) =>
      this.#sent.filter(
        ({ id, at }) => this.#confirmed.has(id) && at < late && !this.#receipts.has(`${name} ${id}`),
      ).length
    const receiptsOf = (id: string) =>
      Object.fromEntries(
        SERVICES.map((name) => [name, this.#receipts.get(`${name} ${id}`)] as const).filter(([, how]) => how),
      )
    return {
      redis: snapshot ? 'up' : 'down',
      services: SERVICES.map((name) => ({
        name,
        connected: snapshot?.channels.get(`${namespace}service:${name}`) ?? 0,
        handled: count(name, 'handled'),
        failed: count(name, 'failed'),
        missed: missed(name),
      })),
      channels: [...(snapshot?.channels.keys() ?? [])].sort().map((name) => ({
        name: name.slice(namespace.length),
        subscribers: snapshot?.channels.get(name) ?? 0,
      })),
      patterns: snapshot?.patterns ?? 0,
      published: this.#sent.filter(({ id }) => this.#confirmed.has(id)).length,
      events: this.#sent
        .slice(-20)
        .reverse()
        .map(({ id, event }) => ({
          id,
          event,
          confirmed: this.#confirmed.has(id),
          receipts: receiptsOf(id) as Status['events'][number]['receipts'],
        })),
    }
  }

  #snapshot(): Promise<PubSubSnapshot | undefined> {
    const { inspect, answerWithinMs } = this.#options
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), answerWithinMs)
      inspect()
        .then(resolve, () => resolve(undefined))
        .finally(() => clearTimeout(timer))
    })
  }

  #take(payload: string, channel: string): void {
    try {
      const { service, id, ok } = JSON.parse(payload) as Record<string, unknown>
      const isKnown = SERVICES.some((name) => name === service)
      if (!isKnown || typeof id !== 'string' || typeof ok !== 'boolean') throw new Error('Not a receipt.')
      const key = `${String(service)} ${id}`
      const isOurs = this.#sent.some((sent) => sent.id === id)
      if (isOurs && !this.#receipts.has(key)) this.#receipts.set(key, ok ? 'handled' : 'failed')
    } catch (error) {
      this.#options.report({ kind: 'payload', error, channel, payload })
    }
  }
}
