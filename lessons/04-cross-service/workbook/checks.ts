import type { Check } from '#shared/checks/check.ts'
import { failingChecks } from './checks/failing.ts'
import { furtherChecks } from './checks/further.ts'
import { registeringChecks } from './checks/registering.ts'
import { sharingChecks } from './checks/sharing.ts'
import { silentChecks } from './checks/silent.ts'
import { stoppingChecks } from './checks/stopping.ts'
import { trackingChecks } from './checks/tracking.ts'
import type { Subject } from './subject.ts'

export const checks: readonly Check<Subject>[] = [
  ...registeringChecks,
  ...sharingChecks,
  ...failingChecks,
  ...stoppingChecks,
  ...furtherChecks,
  ...silentChecks,
  ...trackingChecks,
]
