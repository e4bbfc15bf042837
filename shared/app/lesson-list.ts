import { loadLessons } from '#shared/core/lessons.ts'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { filesFor, starterStatus } from '#shared/core/starter-status.ts'
import { type LessonProgress, progressOf } from '#shared/runner/progress.ts'
import { spotAt } from './editor.ts'
import type { LessonList } from './messages.ts'

/** All lessons with the learner's progress, and what to do next. */
export async function lessonList(): Promise<LessonList> {
  const all = (await loadLessons()).map((lesson) => ({ lesson, progress: progressOf(lesson) }))
  const current =
    all.find(({ progress }) => progress.done.length === 0) ??
    all.find(({ progress }) => progress.done.length < CLIENTS.length)
  return {
    lessons: all.map(({ lesson, lesson: { id, title, goal, minutes }, progress }) => ({
      id,
      title,
      goal,
      minutes,
      ...companionOf(lesson),
      done: progress.done,
      tasks: progress.tasks.map(({ task, state }) => ({
        id: task.id,
        title: task.title,
        optional: task.optional === true,
        state,
      })),
    })),
    ...(current && { next: nextIn(current.lesson, current.progress) }),
  }
}

/** Commands that run on, and can be shown in a tab. */
const COMPANIONS = ['serve', 'live']

/** The word of a lesson's command that can be shown in a tab. */
export function companionWord({ commands = {} }: Pick<Lesson, 'commands'>): string | undefined {
  return COMPANIONS.find((word) => word in commands)
}

function companionOf(lesson: Lesson): Pick<LessonList['lessons'][number], 'companion'> {
  const word = companionWord(lesson)
  return word === undefined
    ? {}
    : {
        companion: {
          word,
          about: lesson.commands![word]!,
          usesSolution: lesson.commandsUseSolution === true,
        },
      }
}

function nextIn(lesson: Lesson, progress: LessonProgress): NonNullable<LessonList['next']> {
  const client = clientToShow(progress)
  const task = progress.tasks.find(({ task, state }) => !task.optional && state[client] !== 'passed')?.task
  const place = task && starterStatus(lesson, client).open.get(task.id)
  const path = `lessons/${folderOf(lesson)}/${filesFor(lesson, client)[0]}`
  return {
    lesson: lesson.id,
    client,
    ...(task && { task: task.id }),
    spot: spotAt(place ?? { path, line: 1 }),
    begun: progress.tasks.some(({ state }) => CLIENTS.some((one) => state[one] !== 'open')),
  }
}

/** The client that the learner works with: one that is begun and not done, or else the first one to do. */
export function clientToShow({ tasks, done, begin }: LessonProgress): Client {
  const open = CLIENTS.filter((client) => !done.includes(client))
  const isBegun = (client: Client) => tasks.some(({ state }) => state[client] !== 'open')
  return open.find(isBegun) ?? open.find((client) => client === begin) ?? open[0] ?? CLIENTS[0]
}
