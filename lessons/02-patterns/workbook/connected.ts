import type { Kit, Way } from '../../../shared/checks/kit.ts'
import { patience } from '../../../shared/checks/patience.ts'
import type { Problem } from '../../../shared/lesson/connect-options.ts'
import type { PubSub, PubSubModule } from '../contract.ts'

/** How long Redis may take to reply, by the contract, in milliseconds. */
export const REPLY_MS = 6000
/** How long a client may wait before it tries to connect again, by the contract, in milliseconds. */
export const RETRY_MS = 5000
/** A limit that is kept may be noticed a little later. */
const SLACK = 1.2

/** Waits for what may take longer than a condition of the kit. On a busy machine it takes longer still. */
export async function within(
  kit: Kit,
  what: string,
  ms: number,
  holds: () => unknown,
  cause?: string,
): Promise<void> {
  const waiting = patience(Math.max(ms * SLACK, kit.bound / 2))
  while (!(await holds())) {
    if (waiting.isOver()) kit.fail(`did not happen within ${ms / 1000} s: ${what}`, { cause })
    // It has a limit of its own, which may be longer than a check may stand still.
    kit.onStep?.()
    await waiting.nextLook()
  }
  kit.onStep?.()
}

/** Connects the learner's port. */
export async function connected(
  kit: Kit,
  subject: PubSubModule,
  way?: Way,
  name = 'pubsub',
): Promise<Way & { pubsub: PubSub }> {
  const { base, proxy, problems } = way ?? (await kit.way())
  const pubsub = kit.follow(name, await subject.connect(base))
  return { pubsub, base, proxy, problems }
}

/** Rejects as `promise` does, and never resolves. */
export function rejection(promise: Promise<unknown>): Promise<never> {
  return promise.then(() => new Promise<never>(() => {}))
}

/**
 * Fails unless just the handlers' own errors were reported.
 *
 * @param expected Each error with its channel, as often as it is to be reported.
 */
export async function reportsHandlers(
  kit: Kit,
  problems: readonly Problem[],
  expected: readonly [error: unknown, channel: string][],
): Promise<void> {
  await kit.until(
    `report() is called ${expected.length} times`,
    () => problems.filter((problem) => problem.kind === 'handler').length >= expected.length,
  )
  const told = ([error, channel]: readonly [unknown, string]) => `handler: ${error} on ${channel}`
  const got = problems.map((problem) =>
    problem.kind === 'handler' ? told([problem.error, problem.channel]) : problem.kind,
  )
  kit.equal('what was reported', got.sort(), expected.map(told).sort())
}
