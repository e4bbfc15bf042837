import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../contract.ts'
import { closingChecks } from './checks/closing.ts'
import { failingChecks } from './checks/failing.ts'
import { furtherChecks } from './checks/further.ts'
import { publishingChecks } from './checks/publishing.ts'
import { reconnectingChecks } from './checks/reconnecting.ts'
import { subscribingChecks } from './checks/subscribing.ts'
import { unsubscribingChecks } from './checks/unsubscribing.ts'

export const checks: readonly Check<Contract>[] = [
  ...publishingChecks,
  ...subscribingChecks,
  ...failingChecks,
  ...unsubscribingChecks,
  ...reconnectingChecks,
  ...closingChecks,
  ...furtherChecks,
]
