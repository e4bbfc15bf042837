import type { ConnectOptions } from '../../../shared/lesson/connect-options.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { Contract } from '../contract.ts'
import type { Inspector } from './inspector.ts'

/** What the checks and the scenario run on: the services, the port that they are built on, and who inspects Redis. */
export interface Subject extends Contract, PubSubModule {
  openInspector(base: ConnectOptions): Inspector
}
