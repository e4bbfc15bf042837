import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../contract.ts'
import { countingChecks } from './checks/counting.ts'
import { crashingChecks } from './checks/crashing.ts'
import { furtherChecks } from './checks/further.ts'
import { movingChecks } from './checks/moving.ts'
import { subscribingChecks } from './checks/subscribing.ts'

export const checks: readonly Check<Contract>[] = [
  ...countingChecks,
  ...subscribingChecks,
  ...movingChecks,
  ...crashingChecks,
  ...furtherChecks,
]
