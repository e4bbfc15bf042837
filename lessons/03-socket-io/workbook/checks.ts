import type { Check } from '#shared/checks/check.ts'
import { broadcastChecks } from './checks/broadcast.ts'
import { closingChecks } from './checks/closing.ts'
import { crossingChecks } from './checks/crossing.ts'
import { furtherChecks } from './checks/further.ts'
import { roomChecks } from './checks/rooms.ts'
import { userChecks } from './checks/users.ts'
import type { Subject } from './subject.ts'

export const checks: readonly Check<Subject>[] = [
  ...broadcastChecks,
  ...userChecks,
  ...roomChecks,
  ...closingChecks,
  ...crossingChecks,
  ...furtherChecks,
]
