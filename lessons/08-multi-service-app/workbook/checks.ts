import type { Check } from '#shared/checks/check.ts'
import { acceptingChecks } from './checks/accepting.ts'
import { awayChecks } from './checks/away.ts'
import { closingChecks } from './checks/closing.ts'
import { furtherChecks } from './checks/further.ts'
import { loggingChecks } from './checks/logging.ts'
import { notifyingChecks } from './checks/notifying.ts'
import { receiptChecks } from './checks/receipts.ts'
import { refusingChecks } from './checks/refusing.ts'
import { statusChecks } from './checks/status.ts'
import type { Subject } from './subject.ts'

export const checks: readonly Check<Subject>[] = [
  ...acceptingChecks,
  ...refusingChecks,
  ...loggingChecks,
  ...notifyingChecks,
  ...statusChecks,
  ...awayChecks,
  ...closingChecks,
  ...receiptChecks,
  ...furtherChecks,
]
