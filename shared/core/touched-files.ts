import type { Client, Lesson } from './manifest.ts'
import { type Touched, touched } from './starter-status.ts'

/** How far the learner's files for each client are from their starters. */
export function touchedFiles(lesson: Lesson, clients: readonly Client[]): Map<Client, Touched> {
  return new Map(clients.map((client) => [client, touched(lesson, client)]))
}
