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

const NOT_IN_THE_REPLY = `You don't find the fields in the reply. "Read as a group" in the README shows each client's reply.`
const NOT_CLAIMED =
  'claim() returned undefined, because another consumer was faster or the entry was deleted: skip the entry.'

/**
 * What is wrong with an entry that a handler received, and why.
 *
 * @param claims Whether the learner's code has sent XCLAIM.
 */
export function wrongWith(
  entry: unknown,
  claims: boolean,
): [message: string, { cause?: string }] | undefined {
  const { id, fields, attempt } = (entry ?? {}) as Partial<Entry>
  const isRecord = typeof fields === 'object' && fields !== null && !Array.isArray(fields)
  if (typeof id === 'string' && isRecord && typeof attempt === 'number') return undefined
  const isUnclaimed = claims && fields === undefined && Number(attempt) > 1
  const cause = isUnclaimed ? NOT_CLAIMED : NOT_IN_THE_REPLY
  return [
    `handle() should receive { id, fields, attempt }, but it received ${JSON.stringify(entry)}`,
    typeof id === 'string' && !isRecord ? { cause } : {},
  ]
}
