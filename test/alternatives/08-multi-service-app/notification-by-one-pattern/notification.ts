// It subscribes to one pattern without the listener, and has a queue for each user.
import type {
  Notification,
  NotificationOptions,
  Service,
  ShopEvents,
} from '../../../../lessons/08-multi-service-app/contract.ts'
import { readEnvelope } from '../../../../solutions/05-event-bus/envelope.ts'

const KNOWN = ['user.created', 'order.placed', 'payment.completed']

export async function notification(options: NotificationOptions): Promise<Service> {
  return new NotificationService(options).start()
}

class NotificationService implements Service {
  readonly #options: NotificationOptions
  readonly #queues = new Map<string, Promise<void>>()
  readonly #seen: string[] = []
  readonly #shop: string
  #pubsub!: Awaited<ReturnType<NotificationOptions['connect']>>
  #closing: Promise<void> | undefined

  constructor(options: NotificationOptions) {
    this.#options = options
    this.#shop = `${options.namespace}shop:`
  }

  async start(): Promise<Service> {
    const { url, namespace, report, connect } = this.#options
    this.#pubsub = await connect({ url, namespace, report })
    try {
      await this.#pubsub.psubscribe(this.#pattern, this.#take)
      await this.#pubsub.subscribe(`${namespace}service:notification`, this.#nothing)
    } catch (error) {
      await this.#pubsub.close()
      throw error
    }
    return this
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  get #pattern(): string {
    return `${this.#shop.replace(/[\\*?[\]^-]/g, '\\$&')}*`
  }

  readonly #nothing = () => {}

  readonly #take = (payload: string, channel: string) => {
    const name = channel.slice(this.#shop.length)
    if (!KNOWN.includes(name)) return
    let notification: Notification
    try {
      const { id, data } = readEnvelope(payload, name)
      notification = notificationOf(id, name, data)
    } catch (error) {
      this.#options.report({ kind: 'payload', error, channel, payload })
      return
    }
    if (this.#seen.includes(notification.id)) return
    this.#seen.unshift(notification.id)
    this.#seen.length = Math.min(this.#seen.length, 1000)
    const { userId } = notification
    const before = this.#queues.get(userId) ?? Promise.resolve()
    const mine = before.then(() => this.#send(notification, channel))
    this.#queues.set(userId, mine)
    void mine.then(() => this.#queues.get(userId) === mine && this.#queues.delete(userId))
  }

  async #send(notification: Notification, channel: string): Promise<void> {
    const { namespace, report, send } = this.#options
    let ok = true
    try {
      await send(notification)
    } catch (error) {
      ok = false
      report({ kind: 'handler', error, channel })
    }
    this.#pubsub
      .publishJson(`${namespace}receipts`, { service: 'notification', id: notification.id, ok })
      .catch((error: unknown) => report({ kind: 'connection', error }))
  }

  async #end(): Promise<void> {
    const { graceMs, report } = this.#options
    let timer: NodeJS.Timeout | undefined
    const limit = (ms: number) =>
      new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), ms)
      })
    await Promise.race([this.#pubsub.punsubscribe(this.#pattern, this.#take).catch(() => {}), limit(1000)])
    clearTimeout(timer)
    const rest = Promise.all(this.#queues.values())
    if ((await Promise.race([rest, limit(graceMs)])) === 'late') {
      const error = new Error('It was still being sent.')
      report({ kind: 'handler', error, channel: `${this.#shop}order.placed` })
    }
    clearTimeout(timer)
    await this.#pubsub.close().catch(() => {})
  }
}

function notificationOf(id: string, name: string, data: unknown): Notification {
  if (name === 'user.created') {
    const { userId, name: who } = checked<ShopEvents['user.created']>(data, ['userId', 'name'], [])
    return { id, userId, kind: 'welcome', text: `Hello ${who}` }
  }
  if (name === 'order.placed') {
    const { userId, item } = checked<ShopEvents['order.placed']>(
      data,
      ['orderId', 'userId', 'item'],
      ['quantity'],
    )
    return { id, userId, kind: 'confirmation', text: `Your ${item} will come.` }
  }
  const { userId } = checked<ShopEvents['payment.completed']>(
    data,
    ['paymentId', 'orderId', 'userId'],
    ['amount'],
  )
  return { id, userId, kind: 'receipt', text: 'Thank you.' }
}

function checked<T>(data: unknown, texts: readonly (keyof T)[], counts: readonly (keyof T)[]): T {
  const value = Object(data) as Record<keyof T, unknown>
  for (const text of texts) {
    if (typeof value[text] !== 'string' || value[text] === '')
      throw new TypeError(`${String(text)} is not a string`)
  }
  for (const count of counts) {
    if (!Number.isSafeInteger(value[count])) throw new TypeError(`${String(count)} is not a number`)
  }
  return value as T
}
