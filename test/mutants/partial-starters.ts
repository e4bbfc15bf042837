import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Check } from '#shared/checks/check.ts'
import { neededBy } from '#shared/checks/lesson-run.ts'
import { ROOT, solutionFiles } from '#shared/core/lesson-paths.mjs'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { kindOf, placeholdersOf, type StarterKind, starterOf } from '#shared/core/starters.ts'
import { writeBuilt } from './build.ts'
import { type CheckRunner, expectAllPassed, LAST_RESORT_MS, tell } from './check-runner.ts'
import { clientsFor, QUICK } from './quick.ts'

/** A learner's file on the way from its starter to the solution: the first few tasks are done. */
export interface PartialStarter {
  /** For a test's name, for example `ioredis.ts, hunt, 2 tasks done`. */
  readonly name: string
  /** The file that is on its way; the others are the solution's. */
  readonly file: string
  readonly kind: StarterKind
  /** The clients that it is tried with. */
  readonly clients: readonly Client[]
  readonly done: ReadonlySet<string>
  /** Tasks that have a place to be worked on. */
  readonly open: ReadonlySet<string>
  readonly text: string
}

/**
 * All partial starters of a lesson's files: each client begun with, blank and hunt, from no task done to all but one.
 * Those with the same text are one: the one with the fewest tasks done.
 */
export function partialStartersOf(lesson: Lesson): PartialStarter[] {
  const starters = new Map<string, PartialStarter>()
  for (const entry of lesson.files) {
    for (const begin of CLIENTS) {
      for (let count = 0; count <= lesson.tasks.length; count++) {
        const done = new Set(lesson.tasks.slice(0, count).map(({ id }) => id))
        const open = new Set(placeholdersOf(lesson, entry.name, { begin, done }).keys())
        if (open.size === 0) continue
        const kind = kindOf(entry, begin)
        const text = starterOf(lesson, entry.name, { begin, done })
        const key = `${entry.name} ${text}`
        if (starters.has(key)) continue
        const name = `${entry.name}, ${kind}, ${count} tasks done`
        const clients = entry.client ? [entry.client] : CLIENTS
        starters.set(key, { name, file: entry.name, kind, clients, done, open, text })
      }
    }
  }
  return [...starters.values()]
}

/** Writes one as if it stood in its lesson's folder, beside the finished other files; gives the folder. */
export function buildPartialStarter(lesson: Lesson, starter: PartialStarter): string {
  const folder = folderOf(lesson)
  const texts = new Map<string, string>()
  // The contract and the like, where the starter looks for them.
  for (const name of readdirSync(join(ROOT, 'lessons', folder))) {
    if (name.endsWith('.ts')) texts.set(name, `export * from '../../lessons/${folder}/${name}'\n`)
  }
  for (const name of solutionFiles(folder)) {
    texts.set(name, readFileSync(join(ROOT, 'solutions', folder, name), 'utf8'))
  }
  // What a lesson gives lies in its own folder.
  texts.set(starter.file, starter.text.replaceAll("'./workbook/", `'../../lessons/${folder}/workbook/`))
  const words = [starter.file.replace(/\.ts$/, ''), starter.kind, starter.done.size]
  return writeBuilt(`${folder}--starter-${words.join('-')}`, texts)
}

/** Whether it is tested: where there is a file for each client, the two take turns once something is done. */
function isTested({ clients, done }: PartialStarter): boolean {
  const [client] = clients as readonly [Client]
  return !QUICK || clients.length > 1 || done.size === 0 || done.size % 2 === CLIENTS.indexOf(client)
}

/** Describes the tests of a lesson's starters, from the untouched one to the one in which all is done. */
export function testPartialStarters(lesson: Lesson, checks: readonly Check[], runner: CheckRunner): void {
  describe.concurrent(`lesson ${lesson.id}: a starter passes what is done in it, and nothing else`, {
    timeout: LAST_RESORT_MS,
  }, () => {
    for (const [index, starter] of partialStartersOf(lesson).filter(isTested).entries()) {
      for (const client of clientsFor(starter.clients, index)) {
        test(`${starter.name} (${client})`, async () => {
          const folder = buildPartialStarter(lesson, starter)
          // What comes after the first open task has been seen to fail where nothing was done.
          const first = lesson.tasks.findIndex(({ id }) => starter.open.has(id))
          const looked = lesson.tasks.filter(({ id }, index) => index <= first || !starter.open.has(id))
          const looksAtAll = starter.done.size === 0
          const chosen = checks.filter(({ task }) => looksAtAll || looked.some(({ id }) => id === task))
          const toPass = ({ task }: Check) =>
            ![task, ...neededBy(lesson, task)].some((id) => starter.open.has(id))
          const bound = (check: Check) => (toPass(check) ? runner.patientBound : runner.impatientBound)
          const { verdicts } = await runner.all(lesson, client, folder, chosen, bound)

          for (const [index, { id }] of lesson.tasks.entries()) {
            const ofTask = verdicts.filter(({ check }) => check.task === id)
            if (ofTask.length === 0) continue
            const [missed, ...others] = ofTask.filter(({ outcome }) => outcome.status !== 'passed')
            const needed = neededBy(lesson, id)
            const earlier = lesson.tasks.slice(0, index + 1).map((task) => task.id)
            if (!starter.open.has(id)) {
              // What it needs may be missing; then nothing can be said of it.
              if (!needed.some((one) => starter.open.has(one))) expectAllPassed(ofTask)
              continue
            }
            expect(missed, `task ${id} is not done, and passes`).toBeDefined()
            for (const verdict of [missed!, ...others]) {
              const { status, task = '' } = verdict.outcome
              const because = status === 'not-started' ? earlier.includes(task) : status === 'failed'
              expect(because, `task ${id} is not done, but ${tell(verdict)}`).toBe(true)
            }
          }
        })
      }
    }
  })
}
