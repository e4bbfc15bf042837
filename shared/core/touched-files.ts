import type { Client, Lesson } from './manifest.ts'
import { type StarterStatus, starterStatus } from './starter-status.ts'

/** How far the learner's files for each client are from their starters. */
export function starterStatuses(lesson: Lesson, clients: readonly Client[]): Map<Client, StarterStatus> {
  return new Map(clients.map((client) => [client, starterStatus(lesson, client)]))
}
