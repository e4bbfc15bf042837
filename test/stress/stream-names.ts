import type { Client } from '#shared/core/manifest.ts'

/** What a process is told. */
export interface WorkerOrder {
  readonly client: Client
  readonly url: string
  readonly stream: string
  readonly name: string
  readonly idleMs: number
  readonly maxAttempts: number
}

/** What becomes of whoever handles an entry that has a field `poison`. */
export type Poison = 'kills' | 'throws'

/** One time that an entry was handled. */
export interface Handling {
  readonly n: number
  /** The name of the consumer. */
  readonly by: string
  readonly attempt: number
}

/** The set of all {@link Handling}s. Noting one twice, as a client may that has missed the answer, changes nothing. */
export const handledOf = (stream: string) => `${stream}:handled`
/** The set of the numbers of those entries. */
export const doneOf = (stream: string) => `${stream}:done`
export const deadLetterOf = (stream: string) => `${stream}:dead`
