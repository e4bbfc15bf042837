import type { WireEvent } from '#shared/redis/wire.ts'
import type { Step } from './messages.ts'

/** What a server's connections to Redis are and have subscribed to, read from the wire. */
export class WireSteps {
  readonly #tell: (step: Step) => void
  readonly #plain: (channel: string) => string
  readonly #connections = new Map<number, Set<string>>()

  /**
   * @param tell Takes what the page shows.
   * @param plain Gives a channel's name without the namespace of this run.
   */
  constructor(tell: (step: Step) => void, plain: (channel: string) => string) {
    this.#tell = tell
    this.#plain = plain
  }

  /** How many connections there are. */
  get connections(): number {
    return this.#connections.size
  }

  /** The channels and patterns, with the number of connections that have subscribed to each. */
  get subscriptions(): Record<string, number> {
    // Without a prototype: a channel may be called `__proto__`.
    const counts: Record<string, number> = Object.create(null)
    for (const names of this.#connections.values()) {
      for (const name of names) counts[name] = (counts[name] ?? 0) + 1
    }
    return counts
  }

  /** Takes what passed. */
  take(event: WireEvent): void {
    if (event.what === 'connected') this.#connected(event.connection)
    if (event.what === 'closed') this.#closed(event.connection)
    if (event.what === 'acknowledged') this.#acknowledged(event)
    if (event.what === 'delivered') this.#tell({ what: 'deliver', channel: this.#plain(event.channel) })
    if (event.what === 'command' && event.name === 'PUBLISH') {
      this.#tell({ what: 'publish', channel: this.#plain(event.args[0] ?? '') })
    }
    if (event.what === 'reply' && event.name === 'PUBLISH') {
      const count = typeof event.value === 'number' ? event.value : String(event.value)
      this.#tell({ what: 'published', channel: this.#plain(event.args[0] ?? ''), count })
    }
  }

  #connected(connection: number): void {
    this.#connections.set(connection, new Set())
    if (this.#connections.size === 1) this.#tell({ what: 'connected' })
  }

  #closed(connection: number): void {
    const known = this.#connections.delete(connection)
    if (known && this.#connections.size === 0) this.#tell({ what: 'disconnected' })
  }

  #acknowledged({ connection, kind, name }: Extract<WireEvent, { what: 'acknowledged' }>): void {
    const names = this.#connections.get(connection)
    if (!names || name === null) return
    const channel = this.#plain(name)
    if (kind.endsWith('unsubscribe')) {
      if (names.delete(channel)) this.#tell({ what: 'unsubscribe', channel })
    } else if (!names.has(channel)) {
      names.add(channel)
      this.#tell({ what: 'subscribe', channel })
    }
  }
}
