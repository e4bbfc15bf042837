import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { short } from '#shared/checks/wire-text.ts'
import type { Consumer, Entry } from '../../contract.ts'

/** A consumer of the learner's code, and what it handled. */
export class TestConsumer {
  readonly name: string
  readonly proxied: ProxiedConnection
  readonly entries: Entry[] = []
  consumer!: Consumer
  readonly #context: CheckContext
  #letGo: (() => void)[] = []
  #free = false

  constructor(context: CheckContext, name: string, proxied: ProxiedConnection) {
    this.#context = context
    this.name = name
    this.proxied = proxied
  }

  /** Records an entry that the handler receives. */
  note(entry: Entry): void {
    this.entries.push(entry)
    this.#context.log(`${this.name} receives ${short(entry.fields.n)}, attempt ${entry.attempt}`)
  }

  /** The field `n` of the entries that it received, in order. */
  get texts(): string[] {
    return this.entries.map(({ fields }) => fields.n ?? '')
  }

  /** For a handler that waits: resolves after {@link TestConsumer.letGo}. */
  wait(): Promise<void> {
    return this.#free ? Promise.resolve() : new Promise((resolve) => this.#letGo.push(resolve))
  }

  /** Ends all waiting, now and later. */
  letGo(): void {
    this.#free = true
    for (const resolve of this.#letGo.splice(0)) resolve()
  }

  /** Ends the current waiting. */
  goOn(): void {
    for (const resolve of this.#letGo.splice(0)) resolve()
  }
}
