import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import type { PubSub, PubSubModule } from '../../contract.ts'

/** Connects the learner's adapter. */
export async function connected(
  context: CheckContext,
  subject: PubSubModule,
  proxied?: ProxiedConnection,
  name = 'pubsub',
): Promise<ProxiedConnection & { pubsub: PubSub }> {
  const { base, proxy, problems } = proxied ?? (await context.connectThroughProxy())
  const pubsub = context.trackCalls(name, await subject.connect(base))
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
 * @param cause Why a report is missing.
 */
export async function reportsHandlers(
  context: CheckContext,
  problems: readonly Problem[],
  expected: readonly [error: unknown, channel: string][],
  cause?: string,
): Promise<void> {
  await context.until(
    `report() is called ${expected.length} times`,
    () => problems.filter((problem) => problem.kind === 'handler').length >= expected.length,
    { cause },
  )
  const inWords = ([error, channel]: readonly [unknown, string]) => `handler: ${error} on ${channel}`
  const got = problems.map((problem) =>
    problem.kind === 'handler' ? inWords([problem.error, problem.channel]) : problem.kind,
  )
  context.equal('the reports', got.sort(), expected.map(inWords).sort())
}
