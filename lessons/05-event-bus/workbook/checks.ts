import type { Check } from '#shared/checks/check.ts'
import { closingChecks } from './checks/closing.ts'
import { envelopeChecks } from './checks/envelope.ts'
import { failingChecks } from './checks/failing.ts'
import { handlerChecks } from './checks/handlers.ts'
import { listeningChecks } from './checks/listening.ts'
import { orderChecks } from './checks/order.ts'
import { patternChecks } from './checks/patterns.ts'
import { refusedChecks } from './checks/refused.ts'
import { repeatedChecks } from './checks/repeated.ts'
import { schemaDetailChecks } from './checks/schema-details.ts'
import { schemaChecks } from './checks/schemas.ts'
import type { Subject } from './subject.ts'

export const checks: readonly Check<Subject>[] = [
  ...envelopeChecks,
  ...handlerChecks,
  ...listeningChecks,
  ...failingChecks,
  ...patternChecks,
  ...repeatedChecks,
  ...orderChecks,
  ...closingChecks,
  ...schemaChecks,
  ...schemaDetailChecks,
  ...refusedChecks,
]
