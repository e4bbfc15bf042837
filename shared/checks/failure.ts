/** What a check found wrong, in words for the learner. Its stack is of no interest. */
export class Failure extends Error {
  override name = 'Failure'
}

/** Ends a check that this server cannot show; `message` says why, and what would provide it. */
export class Skip extends Error {
  override name = 'Skip'
}

/** An error's name and message, or the thing itself where something else was thrown. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return `${typeof error} ${String(error)}`
  // Some errors of the clients have no message, for example a TimeoutError of node-redis.
  return error.message ? `${error.name}: ${error.message}` : error.name
}
