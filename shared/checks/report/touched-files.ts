import type { Client, Lesson } from '../../workbook/manifest.ts'
import { type Touched, touched } from '../../workbook/untouched.ts'

/** How far the learner's files for each client are from their starters. */
export function touchedFiles(lesson: Lesson, clients: readonly Client[]): Map<Client, Touched> {
  return new Map(clients.map((client) => [client, touched(lesson, client)]))
}
