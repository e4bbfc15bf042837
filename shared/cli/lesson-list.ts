import { loadLessons } from '#shared/core/lessons.ts'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { filesFor, starterStatus } from '#shared/core/starter-status.ts'
import { columns, paint } from '#shared/core/terminal.mjs'
import { type LessonProgress, progressOf } from '#shared/runner/progress.ts'

/** The list of lessons with the learner's progress, and what to do next. */
export async function lessonList(): Promise<string> {
  const lessons = await loadLessons()
  const all = lessons.map((lesson) => ({ lesson, progress: progressOf(lesson) }))
  const current =
    all.find(({ progress }) => progress.done.length === 0) ??
    all.find(({ progress }) => progress.done.length < CLIENTS.length)
  const head = ['', '', 'minutes', ...CLIENTS, '']
  const rows = all.map(({ lesson, progress }) => [
    lesson.id,
    lesson.title,
    String(lesson.minutes),
    ...CLIENTS.map((client) => marks(progress, client)),
    lesson === current?.lesson ? paint('yellow', '← next') : '',
  ])
  const blocks = [paint('bold', 'The lessons'), columns([head, ...rows], { indent: 2 })]
  if (current) blocks.push(...next(current.lesson, current.progress))
  else blocks.push('You have finished every lesson with both clients.')
  return blocks.join('\n\n')
}

/** A mark for each core task. */
function marks(progress: LessonProgress, client: Client): string {
  return progress.tasks
    .filter(({ task }) => !task.optional)
    .map(({ state }) => {
      if (state[client] === 'passed') return paint('green', '✓')
      return state[client] === 'failing' ? paint('red', '✗') : '○'
    })
    .join('')
}

function next(lesson: Lesson, progress: LessonProgress): string[] {
  const folder = folderOf(lesson)
  const client =
    CLIENTS.find((candidate) => !progress.done.includes(candidate) && begun(progress, candidate)) ??
    firstClient(progress)
  const task = progress.tasks.find(
    ({ task: one, state }) => !one.optional && state[client] !== 'passed',
  )?.task
  const at = task && starterStatus(lesson, client).open.get(task.id)
  const place = at ? `${at.path}:${at.line}` : `lessons/${folder}/${filesFor(lesson, client)[0]}`
  const commands = [
    [`npm run lesson ${lesson.id}`, 'run the demo on your code'],
    [`npm run lesson ${lesson.id} watch`, 'run the checks whenever you save'],
    [`npm test lessons/${lesson.id}`, 'run the checks'],
    ...(task ? [[`npm run hint ${task.id.replace('.', ' ')}`, 'get help']] : []),
  ]
  return [
    `You will ${lesson.goal}`,
    `Next: read lessons/${folder}/README.md${task ? `, then task ${task.id} at ${place}` : ''}`,
    columns(commands, { indent: 2 }),
  ]
}

function begun(progress: LessonProgress, client: Client): boolean {
  return progress.tasks.some(({ state }) => state[client] !== 'open')
}

/** The client that was chosen to begin with; else the first that is not done. */
function firstClient(progress: LessonProgress): Client {
  const open = CLIENTS.filter((client) => !progress.done.includes(client))
  return open.find((client) => client === progress.begin) ?? open[0] ?? CLIENTS[0]
}
