import type { PubSubModule } from '../../../lessons/02-patterns/contract.ts'
import { classicAdapter } from '../../../lessons/03-socket-io/workbook/compare/adapters.ts'
import { bridge } from '../../../lessons/03-socket-io/workbook/compare/bridge.ts'
import type { Mechanism } from '../../../lessons/03-socket-io/workbook/compare/transport.ts'
import type { Client } from '../../../shared/core/manifest.ts'

/** What runs against each other. */
export const CANDIDATES = ['bridge', 'redis-adapter'] as const
/** One of them. */
export type Candidate = (typeof CANDIDATES)[number]

/** The mechanism of a candidate; the bridge is the solution's. */
export async function transportOf(candidate: Candidate, client: Client): Promise<Mechanism> {
  if (candidate === 'redis-adapter') return classicAdapter
  const { attach } = await import('../../../solutions/03-socket-io/gateway.ts')
  const { connect } = (await import(`../../../solutions/02-patterns/${client}.ts`)) as PubSubModule
  return bridge(candidate, { attach, connect })
}
