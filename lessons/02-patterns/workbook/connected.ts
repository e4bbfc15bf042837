import type { Kit, Way } from '../../../shared/checks/kit.ts'
import type { Problem } from '../../../shared/lesson/base.ts'
import type { PortContract, PubSub } from '../contract.ts'

/** Connects the learner's port. */
export async function connected(
  kit: Kit,
  subject: PortContract,
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
