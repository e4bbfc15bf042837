import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { captureUnhandled, runInScope } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import { openEnvironment } from '#shared/checks/environment.ts'
import { ErrorsAfterCheck } from '#shared/checks/errors-after-check.ts'
import { LessonRun } from '#shared/checks/lesson-run.ts'
import type { Outcome } from '#shared/checks/outcome.ts'
import { adapterPath } from '#shared/core/adapter.ts'
import { deferred } from '#shared/core/deferred.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { CLIENTS, type Client, type Lesson } from '#shared/core/manifest.ts'
import { starterStatuses } from '#shared/core/touched-files.ts'
import { startHeartbeat } from '#shared/isolate/heartbeat.ts'
import { loadInTime } from '#shared/isolate/loader.ts'
import type { ServerInfo } from '#shared/redis/server-info.ts'
import { resultsPoster } from './results-channel.ts'

/** What a test hands to the reporter. */
export interface CheckMeta {
  readonly client: Client
  readonly about: Pick<Check, 'id' | 'task' | 'title'>
  readonly outcome?: Outcome
}

declare module 'vitest' {
  export interface ProvidedContext {
    server: ServerInfo
    client: string
    /** Whether later lessons are built on the learner's own lesson 02. */
    own: boolean
  }
  interface TaskMeta {
    workbook?: CheckMeta
  }
}

/**
 * The Vitest side of a lesson's checks: a test for each check and client. All else is done by `runCheck`.
 *
 * @param lesson The manifest.
 * @param checks The lesson's checks.
 * @param folder Where the code is that they run on: `import.meta.url` of a file in it, or the folder with a slash.
 */
export function lessonChecks<C>(lesson: Lesson<C>, checks: readonly Check<C>[], folder: string): void {
  const only = inject('client')
  const clients = CLIENTS.filter((client) => !only || client === only)
  const runs = clients.map((client) => ({
    client,
    outcomes: new Map(checks.map((check) => [check, deferred<Outcome>()])),
    late: new ErrorsAfterCheck(lesson),
  }))
  let env: ReturnType<typeof openEnvironment>
  let poster: ReturnType<typeof resultsPoster>

  /** All checks of a client run in the order that is best for the clients; the tests wait for theirs. */
  const begin = ({ client, outcomes, late }: (typeof runs)[number]) => {
    const printed: string[] = []
    const loading = {
      name: 'the loading of the file',
      print: (text: string) => void printed.push(...text.replace(/\n$/, '').split('\n')),
      unhandled: (error: unknown, what: string) => late.addOutside(error, what),
    }
    const load = () => {
      poster.begin(client)
      // A file that cannot be loaded breaks its own client alone.
      const from = (name: string) => import(fileURLToPath(new URL(name, folder)))
      const adapter = (name: string) => import(adapterPath(name, inject('own')))
      const { debugged } = inject('server')
      return runInScope(loading, () => loadInTime(() => lesson.load(client, from, adapter), debugged))
    }
    const learners = isInLessons(folder)
    const notBegun = learners ? starterStatuses(lesson, [client]).get(client)?.notBegun : undefined
    const run = new LessonRun(lesson, load, {
      begin: (check) => poster.begin(client, aboutOf(check)),
      late: (check, text, cause) => late.add(aboutOf(check), text, cause),
      ...(notBegun && { notBegun }),
    })
    void run.all(checks, env, (check, ended) => {
      // What was printed while the file was loaded is told with the first check.
      const outcome = { ...ended, output: [...printed.splice(0), ...ended.output] }
      poster.post({ check: aboutOf(check), client, outcome })
      outcomes.get(check)?.resolve(outcome)
    })
  }

  beforeAll(() => {
    // Never undone: what a learner's code has left open may complain until the thread ends. Nobody knows whose an
    // error without a context is, so it is told last.
    let over = false
    captureUnhandled((error, what) => over || runs.at(-1)?.late.addOutside(error, what))
    const endBeat = startHeartbeat()
    env = openEnvironment(inject('server'))
    poster = resultsPoster(expect.getState().testPath ?? '')
    // Side by side: much of the time goes by while a client waits to connect again.
    for (const run of runs) begin(run)
    return async () => {
      over = true
      poster.close()
      await env.close()
      endBeat()
    }
  })

  for (const { client, outcomes, late } of runs) {
    describe(client, () => {
      for (const check of checks) {
        const about = aboutOf(check)
        const optional = lesson.tasks.some((candidate) => candidate.id === check.task && candidate.optional)
        test(`${check.id} ${check.title}`, async ({ task, skip }) => {
          task.meta.workbook = { client, about }
          const outcome = await outcomes.get(check)?.promise
          task.meta.workbook = { client, about, ...(outcome && { outcome }) }
          if (outcome?.status === 'passed') return
          if (outcome?.status === 'skipped') skip(outcome.message)
          // "Go further" is never in the learner's way of green.
          if (optional && isInLessons(folder)) skip('optional')
          throw new Error(outcome?.message ?? outcome?.status)
        })
      }

      test('nothing goes wrong when all checks have ended', async ({ task }) => {
        await env.redis.ping().catch(() => {})
        const error = late.take()
        if (!error) return
        task.meta.workbook = { client, about: aboutOf(error.check), outcome: error.outcome }
        throw new Error(error.outcome.message)
      })
    })
  }
}

/** Whether the code is the learner's. The workbook itself may be in a folder of any name, `lessons` too. */
export function isInLessons(folder: string, root = ROOT): boolean {
  const path = folder.startsWith('file:') ? fileURLToPath(folder) : folder
  return relative(root, path).split(/[\\/]/)[0] === 'lessons'
}

/** The part of a check that can be copied to another thread. */
function aboutOf({ id, task, title }: CheckMeta['about']): CheckMeta['about'] {
  return { id, task, title }
}
