// monitor.ts, whole file, rejected by 07.2-rests
// It publishes on an interval, so several canaries are in flight when Redis is slow.
import { randomBytes } from 'node:crypto'
import type { Health, Monitor, MonitorOptions, Status } from '../../lessons/07-monitoring/contract.ts'

export function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const canaries = new Canaries(options)
  return canaries.begin()
}

class Canaries implements Monitor {
  readonly #options: MonitorOptions
  readonly #channel: string
  readonly #onTheirWay = new Map<string, { sentAt: number; timer: NodeJS.Timeout }>()
  #health: Health | undefined
  #known: (() => void) | undefined
  #subscribed: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false
  /** When the youngest canary was sent of which anything is known. */
  #youngest = 0

  constructor(options: MonitorOptions) {
    this.#options = options
    this.#channel = `${options.namespace}canary:${randomBytes(8).toString('hex')}`
  }

  async begin(): Promise<Monitor> {
    const known = new Promise<void>((resolve) => {
      this.#known = resolve
    })
    this.#send()
    this.#timer = setInterval(() => this.#send(), this.#options.everyMs)
    await known
    return this
  }

  health(): Health {
    if (this.#closed) return { status: 'down', latencyMs: null, checkedAt: this.#health!.checkedAt }
    return this.#health!
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    for (const { timer } of this.#onTheirWay.values()) clearTimeout(timer)
    this.#onTheirWay.clear()
    const { pubsub, report } = this.#options
    const gone = pubsub.unsubscribe(this.#channel, this.#arrived)
    gone.catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([gone.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1000).unref())])
  }

  readonly #arrived = (text: string): void => {
    const canary = this.#onTheirWay.get(text)
    if (canary) this.#found(text, performance.now() - canary.sentAt)
  }

  #send(): void {
    const id = `${this.#channel} ${randomBytes(8).toString('hex')}`
    const timer = setTimeout(() => this.#found(id, null), this.#options.downAfterMs)
    const canary = { sentAt: performance.now(), timer }
    this.#onTheirWay.set(id, canary)
    const { pubsub, report } = this.#options
    this.#subscribed ??= pubsub.subscribe(this.#channel, this.#arrived)
    this.#subscribed
      .then(async () => {
        if (!this.#onTheirWay.has(id)) return
        canary.sentAt = performance.now()
        await pubsub.publish(this.#channel, id)
      })
      .catch((error: unknown) => {
        if (!this.#health || this.#health.status === 'down') this.#subscribed = this.#retry()
        report({ kind: 'connection', error })
        this.#found(id, null)
      })
  }

  /** A subscription that was refused is tried again; one that worked stays as it is. */
  #retry(): Promise<void> | undefined {
    const before = this.#subscribed
    before?.catch(() => {
      if (this.#subscribed === before) this.#subscribed = undefined
    })
    return before
  }

  #found(id: string, latencyMs: number | null): void {
    const canary = this.#onTheirWay.get(id)
    if (!canary || this.#closed) return
    clearTimeout(canary.timer)
    this.#onTheirWay.delete(id)
    // What an older one shows is no news any more.
    if (canary.sentAt < this.#youngest) return
    this.#youngest = canary.sentAt
    const before = this.#health?.status
    this.#health = { status: this.#statusOf(latencyMs), latencyMs, checkedAt: new Date().toISOString() }
    this.#known?.()
    if (before && before !== this.#health.status) this.#options.onChange?.(this.#health, before)
  }

  #statusOf(latencyMs: number | null): Status {
    if (latencyMs === null) return 'down'
    return latencyMs > this.#options.degradedAfterMs ? 'degraded' : 'up'
  }
}
