import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { Contract } from '../contract.ts'

/** What the checks and the scenario run on: a bus and a listener, and the port that they are built on. */
export type Subject = Contract & PubSubModule
