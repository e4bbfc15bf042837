import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { Contract } from '../contract.ts'

/** The code that the checks and the scenario run: the lesson's files, and the adapter that canaries travel on. */
export type Subject = Contract & PubSubModule
