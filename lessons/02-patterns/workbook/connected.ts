import type { Kit, Way } from '../../../shared/checks/kit.ts'
import { patience } from '../../../shared/checks/patience.ts'
import type { Problem } from '../../../shared/lesson/connect-options.ts'
import type { PubSub, PubSubModule } from '../contract.ts'

/** The contract's limit for a reply of Redis, in milliseconds. */
export const REPLY_MS = 6000
/** The contract's limit for a client's next attempt to connect, in milliseconds. */
export const RETRY_MS = 5000
/** It may be noticed a little later that a limit was kept. */
const SLACK = 1.2

/** Waits for something that may take longer than a condition of the kit; on a busy machine, even longer. */
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

/** Connects the learner's adapter. */
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
 * Fails unless exactly the handlers' own errors were reported.
 *
 * @param expected Each error with its channel, as often as it should be reported.
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
  const inWords = ([error, channel]: readonly [unknown, string]) => `handler: ${error} on ${channel}`
  const got = problems.map((problem) =>
    problem.kind === 'handler' ? inWords([problem.error, problem.channel]) : problem.kind,
  )
  kit.equal('the reports', got.sort(), expected.map(inWords).sort())
}
