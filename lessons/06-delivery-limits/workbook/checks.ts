import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../contract.ts'
import { addingChecks } from './checks/adding.ts'
import { buryingChecks } from './checks/burying.ts'
import { closingChecks } from './checks/closing.ts'
import { furtherChecks } from './checks/further.ts'
import { guessingChecks } from './checks/guessing.ts'
import { readingChecks } from './checks/reading.ts'
import { survivingChecks } from './checks/surviving.ts'
import { takingOverChecks } from './checks/taking-over.ts'

export const checks: readonly Check<Contract>[] = [
  ...guessingChecks,
  ...addingChecks,
  ...readingChecks,
  ...takingOverChecks,
  ...survivingChecks,
  ...closingChecks,
  ...buryingChecks,
  ...furtherChecks,
]
