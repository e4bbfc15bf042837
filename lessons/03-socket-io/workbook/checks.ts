import type { Check } from '#shared/checks/check.ts'
import { accessChecks } from './checks/access.ts'
import { broadcastChecks } from './checks/broadcast.ts'
import { closingChecks } from './checks/closing.ts'
import { crossingChecks } from './checks/crossing.ts'
import { limitChecks } from './checks/limits.ts'
import { roomChecks } from './checks/rooms.ts'
import { refusedRoomChecks } from './checks/rooms-refused.ts'
import { userChecks } from './checks/users.ts'
import type { Subject } from './subject.ts'

export const checks: readonly Check<Subject>[] = [
  ...broadcastChecks,
  ...userChecks,
  ...roomChecks,
  ...refusedRoomChecks,
  ...closingChecks,
  ...crossingChecks,
  ...accessChecks,
  ...limitChecks,
]
