import type { Redis } from 'ioredis'
import type { WireEvent } from '../../../../shared/redis/wire.ts'
import type { Email, User } from '../../contract.ts'

/** An event that was published. */
export interface Published {
  readonly id: string
  readonly userId: string
  readonly text: string
  /** What PUBLISH returned; undefined until then. */
  count?: number
}

/** Commands that name an event and are no claim. */
const NO_CLAIMS = /^(s?publish|h\w+)$/i

/** What is known of a run: from the wire what was published and claimed, and by whom; the mails from the mail server. */
export class Ledger {
  readonly users = new Map<string, User>()
  readonly events = new Map<string, Published>()
  /** The mails that the mail server has taken, in their order, with the process that has brought them. */
  readonly mails: (Email & { readonly by: string })[] = []
  /** The events that were tracked. */
  readonly tracked: string[] = []
  /** What each process has sent along with a key: the token of its claim is in it. */
  readonly #claims = new Map<string, Map<string, Set<string>>>()

  /** Takes what passes between a process and Redis. */
  wire(process: string, event: WireEvent): void {
    if (event.what === 'command' && !NO_CLAIMS.test(event.name)) this.#noteClaim(process, event.args)
    if (event.what === 'command' && event.name === 'PUBLISH') this.#notePublished(event.args[1] ?? '')
    if (event.what === 'reply' && event.name === 'PUBLISH') {
      const published = [...this.events.values()].find(({ text }) => text === event.args[1])
      if (published && typeof event.value === 'number') published.count = event.value
    }
  }

  /** For whom an event is. */
  nameOf(eventId: string): string {
    return this.users.get(this.events.get(eventId)?.userId ?? '')?.name ?? 'somebody'
  }

  /** The events for which the mail server has taken no mail. */
  get withoutMail(): string[] {
    const mailed = new Set(this.mails.map(({ id }) => id))
    return [...this.events.keys()].filter((id) => !mailed.has(id))
  }

  /**
   * The events that a process has claimed, as Redis has it, and for which there is no mail. Of a process that is
   * gone, when Redis has noticed: what it had in hand.
   *
   * @param redis A connection of the caller's own.
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
      // Somebody publishes something else.
    }
  }
}
