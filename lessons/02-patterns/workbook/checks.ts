import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../contract.ts'
import { channelChecks } from './checks/channels.ts'
import { losingChecks } from './checks/losing.ts'
import { routerFaultChecks } from './checks/router-faults.ts'
import { routingChecks } from './checks/routing.ts'
import { subscribingChecks } from './checks/subscribing.ts'
import { unsubscribingChecks } from './checks/unsubscribing.ts'

export const checks: readonly Check<Contract>[] = [
  ...subscribingChecks,
  ...unsubscribingChecks,
  ...losingChecks,
  ...channelChecks,
  ...routingChecks,
  ...routerFaultChecks,
]
