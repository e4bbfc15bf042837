import type { Client, Lesson } from '../../workbook/manifest.ts'
import { type Touched, touched } from '../../workbook/untouched.ts'

/** How far the learner's file for each client is from its starter. */
export function touchedFiles(lesson: Lesson, clients: readonly Client[]): Map<Client, Touched> {
  const found = new Map<Client, Touched>()
  for (const client of clients) {
    const file = lesson.files.find((candidate) => candidate.client === client) ?? lesson.files[0]
    if (file) found.set(client, touched(lesson, file.name))
  }
  return found
}
