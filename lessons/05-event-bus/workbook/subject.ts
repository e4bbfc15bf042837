import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { Contract } from '../contract.ts'

/** What the checks and the scenario run on: a bus and a listener, and the adapter that they use. */
export type Subject = Contract & PubSubModule
