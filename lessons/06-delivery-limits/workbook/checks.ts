import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../contract.ts'
import { buryingChecks } from './checks/burying.ts'
import { furtherChecks } from './checks/further.ts'
import { guessingChecks } from './checks/guessing.ts'
import { readingChecks } from './checks/reading.ts'
import { survivingChecks } from './checks/surviving.ts'
import { takingOverChecks } from './checks/taking-over.ts'

export const checks: readonly Check<Contract>[] = [
  ...guessingChecks,
  ...readingChecks,
  ...takingOverChecks,
  ...survivingChecks,
  ...buryingChecks,
  ...furtherChecks,
]
