import { basename } from 'node:path'
import type { Vitest } from 'vitest/node'
import type { Lesson } from '#shared/core/manifest.ts'
import { originalLine, stalledText } from '#shared/isolate/blocked-message.ts'
import type { BlockedAt } from '#shared/isolate/blocked-thread.ts'
import type { CheckResult, LessonResult } from './report/result.ts'
import type { Begun, Progress } from './results-channel.ts'

/** The words for a thread that is blocked in a run of Vitest. */
export function stalledInVitest(vitest: Vitest, at: BlockedAt | undefined): string {
  return stalledText(at, at && lineInVitest(vitest, at))
}

/** What an infinite loop belongs to: the check that it runs in, or, where that is not known, the last thing begun. */
export function blockedIn(
  { begun, results }: Progress,
  at: BlockedAt | undefined,
  lesson: Lesson,
): Begun | undefined {
  const [, id] = /^the check (\S+):/.exec(at?.check ?? '') ?? []
  // The clients are checked side by side; most files belong to one of them.
  const owner = at && lesson.files.find(({ name }) => name === basename(at.file))?.client
  const candidates = begun.filter(
    ({ client, check }) => (!owner || client === owner) && (at?.check === undefined || check?.id === id),
  )
  const isOpen = ({ client, check }: Begun) =>
    !results.some((one) => one.client === client && one.check.id === check?.id)
  // It may have ended already: what it began goes on.
  return candidates.findLast(isOpen) ?? candidates.at(-1)
}

/** The checks so far, with the blocked one as failed; a file that cannot be loaded breaks the rest of its client. */
export function withBlocked(of: LessonResult, { client, check }: Begun, text: string): LessonResult {
  const [first] = of.lesson.tasks
  const about = {
    id: '',
    task: first?.id ?? '',
    title: 'the file can be loaded',
    ...check,
  }
  const result: CheckResult = {
    check: about,
    client,
    outcome: { status: check ? 'failed' : 'broken', message: text, timeline: [], output: [], ms: 0 },
  }
  const clients = of.clients.includes(client) ? of.clients : [...of.clients, client]
  // It comes first, for it is what has to be told.
  return { ...of, clients, results: [result, ...of.results] }
}

/** Vitest compiles each file for its environment, and keeps the source map with the module. */
function lineInVitest(vitest: Vitest, at: BlockedAt): number | undefined {
  for (const project of vitest.projects) {
    for (const environment of Object.values(project.vite.environments)) {
      const map = environment.moduleGraph?.getModuleById(at.file)?.transformResult?.map
      const line = map && 'mappings' in map && map.mappings ? originalLine(map as never, at) : undefined
      if (line) return line
    }
  }
  return undefined
}
