import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { Contract } from '../contract.ts'

/** What the checks and the scenario run on: the files of the lesson, and the port that the canary goes by. */
export type Subject = Contract & PubSubModule
