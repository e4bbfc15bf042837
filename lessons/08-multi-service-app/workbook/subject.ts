import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { Contract } from '../contract.ts'
import type { Inspector } from './inspector.ts'

/** The code that the checks and the scenario run: the services, the adapter that they use, and the inspector. */
export interface Subject extends Contract, PubSubModule {
  openInspector(base: ConnectOptions): Inspector
}
