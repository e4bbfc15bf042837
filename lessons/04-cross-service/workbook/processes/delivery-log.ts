import type { Redis } from 'ioredis'
import type { WireEvent } from '#shared/redis/wire.ts'
import type { Email, User } from '../../contract.ts'

/** An event that was published. */
export interface Published {
  readonly id: string
  readonly userId: string
  readonly text: string
  /** The reply to PUBLISH, or undefined before it arrives. */
  count?: number
}

/** Commands that name an event but don't claim it. */
const NO_CLAIMS = /^(s?publish|h\w+)$/i

/** Records a run: events and claims from the wire, and emails from the mail server. */
export class DeliveryLog {
  readonly users = new Map<string, User>()
  readonly events = new Map<string, Published>()
  /** The emails that the mail server has accepted, in order, with the process that sent each. */
  readonly mails: (Email & { readonly by: string })[] = []
  /** The events that were tracked. */
  readonly tracked: string[] = []
  /** The arguments that each process sent with a key. The token of its claim is one of them. */
  readonly #claims = new Map<string, Map<string, Set<string>>>()

  /** Records what a process and Redis send each other. */
  wire(process: string, event: WireEvent): void {
    if (event.what === 'command' && !NO_CLAIMS.test(event.name)) this.#noteClaim(process, event.args)
    if (event.what === 'command' && event.name === 'PUBLISH') this.#notePublished(event.args[1] ?? '')
    if (event.what === 'reply' && event.name === 'PUBLISH') {
      const published = [...this.events.values()].find(({ text }) => text === event.args[1])
      if (published && typeof event.value === 'number') published.count = event.value
    }
  }

  /** The name of an event's user. */
  nameOf(eventId: string): string {
    return this.users.get(this.events.get(eventId)?.userId ?? '')?.name ?? 'an unknown user'
  }

  /** The events for which the mail server has accepted no email. */
  get withoutMail(): string[] {
    const mailed = new Set(this.mails.map(({ id }) => id))
    return [...this.events.keys()].filter((id) => !mailed.has(id))
  }

  /**
   * Finds the events that a process had in flight when it exited: it had claimed them, according to Redis, but hadn't
   * sent their emails.
   *
   * @param redis The caller's connection.
   */
  async heldBy(process: string, redis: Redis): Promise<string[]> {
    const held: string[] = []
    for (const id of this.withoutMail) {
      for (const [key, sent] of this.#claims.get(process) ?? []) {
        if (!key.includes(id)) continue
        const token = await redis.get(key)
        if (token !== null && sent.has(token)) held.push(id)
      }
    }
    return [...new Set(held)]
  }

  #noteClaim(process: string, args: readonly string[]): void {
    const claims = this.#claims.get(process) ?? new Map<string, Set<string>>()
    this.#claims.set(process, claims)
    for (const key of args) {
      if (![...this.events.keys()].some((id) => key.includes(id))) continue
      claims.set(key, new Set([...(claims.get(key) ?? []), ...args.filter((arg) => arg !== key)]))
    }
  }

  #notePublished(text: string): void {
    try {
      const { id, userId } = JSON.parse(text) as Record<string, unknown>
      if (typeof id === 'string' && typeof userId === 'string') this.events.set(id, { id, userId, text })
    } catch {
      // Another program published something else.
    }
  }
}
