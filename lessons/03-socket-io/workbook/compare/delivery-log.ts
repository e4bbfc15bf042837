/** A message, and the users that should receive it. */
interface Entry {
  readonly key: string
  readonly due: ReadonlySet<string>
  readonly inTheCut: boolean
}

/** Records what was sent to which users, and what arrived. */
export class DeliveryLog {
  readonly #entries: Entry[] = []
  readonly #arrived = new Map<string, Map<string, number>>()

  /**
   * Records a message that is about to be sent.
   *
   * @param key A unique name.
   * @param due The names of the users that should receive it.
   * @param inTheCut Whether a server has lost Redis at that time.
   */
  sends(key: string, due: Iterable<string>, inTheCut = false): void {
    this.#entries.push({ key, due: new Set(due), inTheCut })
  }

  /** Records a message that has reached a user. */
  arrives(key: string, user: string): void {
    const users = this.#arrived.get(key) ?? new Map<string, number>()
    users.set(user, (users.get(user) ?? 0) + 1)
    this.#arrived.set(key, users)
  }

  /**
   * Whether all expected messages have arrived.
   *
   * @param without Users that may miss the messages of the cut.
   */
  complete(without: ReadonlySet<string> = new Set()): boolean {
    return this.#entries.every(({ key, due, inTheCut }) =>
      [...due].every((user) => (inTheCut && without.has(user)) || this.#count(key, user) > 0),
    )
  }

  /** The result, after the last message has arrived. */
  totals() {
    const totals = {
      sent: this.#entries.length,
      due: 0,
      delivered: 0,
      missing: 0,
      missingInTheCut: 0,
      twice: 0,
    }
    for (const { key, due, inTheCut } of this.#entries) {
      totals.due += due.size
      for (const user of due) {
        const count = this.#count(key, user)
        if (count > 0) totals.delivered += 1
        else totals.missing += 1
        if (count === 0 && inTheCut) totals.missingInTheCut += 1
        totals.twice += Math.max(0, count - 1)
      }
      for (const [user, count] of this.#arrived.get(key) ?? []) {
        if (!due.has(user)) totals.twice += count
      }
    }
    return totals
  }

  #count(key: string, user: string): number {
    return this.#arrived.get(key)?.get(user) ?? 0
  }
}
