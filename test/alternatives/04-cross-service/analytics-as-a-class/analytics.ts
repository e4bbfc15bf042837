// It uses a class, escapes the pattern itself, and counts the work in flight.
import type { Service } from '../../../../lessons/04-cross-service/contract.ts'
import type { AnalyticsOptions } from '../../../../lessons/04-cross-service/workbook/given/further.ts'

class Analytics implements Service {
  readonly #options: AnalyticsOptions
  readonly #prefix: string
  #inFlight = 0
  #isClosed = false
  #onIdle = () => {}
  #closing: Promise<void> | undefined

  constructor(options: AnalyticsOptions) {
    this.#options = options
    this.#prefix = `${options.namespace}user:`
  }

  get #pattern(): string {
    return `${this.#prefix.replace(/[^\w:]/g, '\\$&')}*`
  }

  async start(): Promise<this> {
    await this.#options.pubsub.psubscribe(this.#pattern, this.#onEvent)
    return this
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  readonly #onEvent = async (payload: string, channel: string): Promise<void> => {
    if (this.#isClosed) return
    this.#inFlight += 1
    try {
      const fields = this.#fieldsOf(payload, channel)
      if (fields) await this.#options.track(channel.replace(this.#prefix, ''), fields)
    } finally {
      this.#inFlight -= 1
      if (this.#inFlight === 0) this.#onIdle()
    }
  }

  #fieldsOf(payload: string, channel: string): Record<string, unknown> | undefined {
    try {
      const value: unknown = JSON.parse(payload)
      if (Object.prototype.toString.call(value) === '[object Object]') return value as Record<string, unknown>
      throw new TypeError('The payload is not an object.')
    } catch (error) {
      this.#options.report({ kind: 'payload', error, channel, payload })
      return undefined
    }
  }

  async #close(): Promise<void> {
    const { pubsub, report, graceMs } = this.#options
    const idle = async () => {
      await pubsub
        .punsubscribe(this.#pattern, this.#onEvent)
        .catch((error: unknown) => report({ kind: 'connection', error }))
      this.#isClosed = true
      if (this.#inFlight === 0) return
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve
      })
    }
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs)
    })
    await Promise.race([idle(), late])
    clearTimeout(timer)
    this.#isClosed = true
    const error = new Error('unfinished work')
    if (this.#inFlight > 0) report({ kind: 'handler', error, channel: this.#pattern })
  }
}

export function analytics(options: AnalyticsOptions): Promise<Service> {
  return new Analytics(options).start()
}
