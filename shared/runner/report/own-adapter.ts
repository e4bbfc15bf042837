import { isBuiltOnAdapter } from '#shared/core/adapter.ts'
import type { Client, Lesson } from '#shared/core/manifest.ts'
import { type ProgressOptions, progressOf } from '../progress.ts'
import type { OwnAdapter } from './result.ts'
import { and } from './table.ts'

/**
 * What of the learner's own lesson 02 hasn't passed; nothing for a lesson that isn't built on it.
 *
 * @param portLesson The manifest of lesson 02.
 */
export function ownAdapter(
  lesson: Pick<Lesson, 'load'>,
  portLesson: Lesson,
  clients: readonly Client[],
  options: ProgressOptions = {},
): OwnAdapter | undefined {
  if (!isBuiltOnAdapter(lesson)) return undefined
  const { tasks } = progressOf(portLesson, options)
  const core = tasks.filter(({ task }) => !task.optional)
  const unfinished = clients.map((client): [Client, string[]] => [
    client,
    core.filter(({ state }) => state[client] !== 'passed').map(({ task }) => task.id),
  ])
  return { lesson: portLesson, unfinished: new Map(unfinished.filter(([, open]) => open.length > 0)) }
}

/** One sentence for each client for which lesson 02 isn't finished. */
export function ownAdapterText({ lesson, unfinished }: OwnAdapter): string {
  return [...unfinished]
    .map(([client, open]) => {
      const what = `${and(open)} ${open.length === 1 ? "hasn't" : "haven't"} passed with ${client}`
      return `Your lesson ${lesson.id} isn't finished: ${what}. Check it: npm test lessons/${lesson.id} ${client}`
    })
    .join('\n')
}
