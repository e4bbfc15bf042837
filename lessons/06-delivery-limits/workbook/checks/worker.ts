import type { Kit, Way } from '#shared/checks/check-context.ts'
import { short } from '#shared/checks/timeline.ts'
import type { Consumer, Entry } from '../../contract.ts'

/** A consumer of the learner's code, and what it handled. */
export class Worker {
  readonly name: string
  readonly way: Way
  readonly entries: Entry[] = []
  consumer!: Consumer
  readonly #kit: Kit
  #letGo: (() => void)[] = []
  #free = false

  constructor(kit: Kit, name: string, way: Way) {
    this.#kit = kit
    this.name = name
    this.way = way
  }

  /** Records an entry that the handler receives. */
  note(entry: Entry): void {
    this.entries.push(entry)
    this.#kit.log(`${this.name} receives ${short(entry.fields.n)}, attempt ${entry.attempt}`)
  }

  /** The field `n` of the entries that it received, in order. */
  get texts(): string[] {
    return this.entries.map(({ fields }) => fields.n ?? '')
  }

  /** For a handler that waits: resolves after {@link Worker.letGo}. */
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
