import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../contract.ts'
import { channelChecks } from './checks-channels.ts'
import { patternChecks } from './checks-patterns.ts'
import { routerChecks } from './checks-router.ts'

export const checks: readonly Check<Contract>[] = [...patternChecks, ...channelChecks, ...routerChecks]
