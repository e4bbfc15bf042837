import type { Check } from '../../../shared/checks/check.ts'
import type { Contract } from '../contract.ts'

export const checks: readonly Check<Contract>[] = []
