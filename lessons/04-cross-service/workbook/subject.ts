import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { AnalyticsContract, ServicesContract, StoreContract } from '../contract.ts'

/** What the checks and the scenario run on: the services, their store, and the `PubSub` that they are built on. */
export type Subject = ServicesContract & AnalyticsContract & StoreContract & PubSubModule
