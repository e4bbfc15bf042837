import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import type { Contract, PubSub, Route, Router } from '../../contract.ts'
import { connected } from './connected.ts'

/** The learner's connection, and the learner's router on it. */
export async function connectedRouter(
  context: CheckContext,
  subject: Contract,
): Promise<
  ProxiedConnection & { pubsub: PubSub; to(routes: readonly Route[], on?: PubSub): Promise<Router> }
> {
  const proxied = await connected(context, subject)
  const to = async (routes: readonly Route[], on = proxied.pubsub) =>
    context.trackCalls('router', await subject.route({ ...proxied.base, pubsub: on, routes }))
  return { ...proxied, to }
}
