/** What a check found wrong, in words for the learner. Its stack is of no interest. */
export class Failure extends Error {
  override name = 'Failure'
  override readonly cause: string | undefined

  /** @param cause Why code often fails like this: a sentence for its author. */
  constructor(message: string, cause?: string) {
    super(message)
    this.cause = cause
  }
}

/** What is wrong, and why: there is nothing to guess. */
export class Obvious extends Failure {}

/** Ends a check that this server cannot show; `message` says why, and what would provide it. */
export class Skip extends Error {
  override name = 'Skip'
}

/** What V8 says of code that cannot do what it wants to. A TypeError of a client is worded otherwise. */
const OF_JAVASCRIPT = /is not a (function|constructor)|is not iterable|Cannot read prop|Cannot set prop/

/** Whether an error says what is wrong with the code, as those of JavaScript itself do: no guess at the reason is better. */
export function speaksForItself(error: unknown): boolean {
  if (error instanceof Obvious || error instanceof ReferenceError) return true
  if (error instanceof TypeError) return OF_JAVASCRIPT.test(error.message)
  return error instanceof Error && error.message.startsWith('process.exit')
}

/** An error's name and message, or the thing itself where something else was thrown. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return `${typeof error} ${String(error)}`
  // Some errors of the clients have no message, for example a TimeoutError of node-redis.
  return error.message ? `${error.name}: ${error.message}` : error.name
}
