import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { GatewayContract } from '../contract.ts'

/** What the checks and the demo run on: a gateway, and the `PubSub` that it is built on. */
export type Subject = GatewayContract & PubSubModule
