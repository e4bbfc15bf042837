/**
 * What a window can ask for besides the news: text, hints, the comparison, a reset, an experiment.
 *
 * @module
 */
import { join } from 'node:path'
import type { CliContext } from '#shared/cli/cli-context.ts'
import { compareFile, hasPassed, solved } from '#shared/cli/compare.ts'
import { hunks } from '#shared/cli/comparison.ts'
import { reset } from '#shared/cli/reset.ts'
import { readIfThere } from '#shared/core/files.ts'
import { hintsOf } from '#shared/core/hints.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { startThread } from '#shared/isolate/thread.ts'
import type { Server } from '#shared/redis/server.ts'
import { progressOf, recordHints } from '#shared/runner/progress.ts'
import type { ComparedLesson, Experiment, Hint } from './messages.ts'
import type { PredictEvent, PredictOptions } from './predict-thread.ts'

/** An experiment that takes longer than this is ended, in milliseconds; the thread has a shorter limit of its own. */
const EXPERIMENT_MS = 180_000

const KINDS = ['The idea', 'The calls', 'Most of the code']

/** What draws diagrams takes half a second to load, and nothing needs it at the start. */
async function toHtml(markdown: string, path: string): Promise<string> {
  return (await import('./lesson-text.ts')).toHtml(markdown, path)
}

/** How the words of a command would be understood, with what it prints. */
function around(argv: readonly string[], print: (text: string) => void = () => {}): CliContext {
  return { root: ROOT, argv, env: {}, print, tell: print }
}

/**
 * The hints of a task that have been shown.
 *
 * @param more Shows the next one, and counts it as shown.
 */
export async function hintsFor(lesson: Lesson, id: string, client: Client, more: boolean): Promise<Hint[]> {
  const entry = progressOf(lesson).tasks.find(({ task }) => task.id === id)
  const hints = hintsOf(lesson, client).tasks.get(id)
  if (!entry || !hints) return []
  const before = hints.own ? entry.ioredisHints : entry.hints
  const shown = Math.min(hints.steps.length, before + (more ? 1 : 0))
  if (shown > before) recordHints(id, shown, { ioredis: hints.own })
  const path = `lessons/${folderOf(lesson)}/workbook/hints.md`
  return Promise.all(
    hints.steps.slice(0, shown).map(async (step, index) => ({
      kind: KINDS[index] ?? '',
      html: await toHtml(step, path),
    })),
  )
}

/** The learner's code beside our solution, as far as it's solved. */
export async function comparison(lesson: Lesson): Promise<ComparedLesson> {
  const here = around([])
  const files = lesson.files.map((file): ComparedLesson['files'][number] => {
    const path = `lessons/${folderOf(lesson)}/${file.name}`
    const nothing = { path, hunks: [], isSame: false, open: [] }
    if (solved(lesson, file, here).size === 0)
      return { ...nothing, held: 'Our solution to a task is shown once you have solved it.' }
    const compared = compareFile(lesson, file, false, here)
    if (!compared) return { ...nothing, held: `${path} is missing. Reset it to get the starter.` }
    return {
      path,
      hunks: compared.isSame ? [] : hunks(compared.rows),
      isSame: compared.isSame,
      open: compared.open,
    }
  })
  const isDone = lesson.files.some((file) => hasPassed(lesson, file, here))
  const path = `solutions/${folderOf(lesson)}/README.md`
  const notes = isDone ? readIfThere(join(ROOT, path)) : undefined
  return { files, ...(notes !== undefined && { notes: await toHtml(notes, path) }) }
}

/**
 * Restores the starter. The learner's work is copied first.
 *
 * @param name One of the lesson's files.
 * @returns What the command would print: what was done, and where the copy is.
 */
export async function resetFile(lesson: Lesson, name: string): Promise<string> {
  const printed: string[] = []
  await reset(around([lesson.id, name], (text) => printed.push(text)))
  return printed.join('\n')
}

/** Runs a prediction's experiment in a thread of its own, so that nothing that it does harms the workbook. */
export function experiment(lesson: Lesson, index: number, { url, namespace }: Server): Promise<Experiment> {
  const job: PredictOptions = { folder: folderOf(lesson), index, url, namespace }
  const thread = startThread(new URL('./predict-thread.ts', import.meta.url), job)
  thread.unref()
  return new Promise<Experiment>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The experiment did not end.')), EXPERIMENT_MS)
    limit.unref()
    thread.once('message', (told: PredictEvent) => {
      clearTimeout(limit)
      if ('failed' in told) reject(new Error(told.failed))
      else resolve(told)
    })
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('The experiment has ended its process.')))
  }).finally(() => thread.terminate())
}

/** One of the two clients, or undefined. */
export function clientNamed(name: string | null): Client | undefined {
  return CLIENTS.find((client) => client === name)
}
