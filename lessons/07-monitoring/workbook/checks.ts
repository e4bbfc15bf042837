import type { Check } from '#shared/checks/check.ts'
import { canaryChecks } from './checks/canary.ts'
import { canaryPaceChecks } from './checks/canary-pace.ts'
import { endingChecks } from './checks/ending.ts'
import { faultChecks } from './checks/faults.ts'
import { healthChecks } from './checks/health.ts'
import { metricsChecks } from './checks/metrics.ts'
import { snapshotChecks } from './checks/snapshot.ts'
import { watchChecks } from './checks/watch.ts'
import type { Subject } from './subject.ts'

export const checks: readonly Check<Subject>[] = [
  ...snapshotChecks,
  ...canaryChecks,
  ...canaryPaceChecks,
  ...faultChecks,
  ...endingChecks,
  ...healthChecks,
  ...watchChecks,
  ...metricsChecks,
]
