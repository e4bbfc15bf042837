import { describe, expect, test } from 'vitest'
import type { Check } from '../../shared/checks/check.ts'
import { neededBy } from '../../shared/checks/lesson-run.ts'
import type { Lesson } from '../../shared/workbook/manifest.ts'
import { clientsFor, isTried } from './quick.ts'
import { buildStage, stagesOf } from './stages.ts'
import { expectAllPassed, LAST_RESORT_MS, type Trials, tell } from './trial.ts'

/** Describes the tests of a lesson's starters, from the untouched one to the one in which all is done. */
export function tryStarters(lesson: Lesson, checks: readonly Check[], trials: Trials): void {
  describe.concurrent(`lesson ${lesson.id}: a starter passes what is done in it, and nothing else`, {
    timeout: LAST_RESORT_MS,
  }, () => {
    for (const [index, stage] of stagesOf(lesson).filter(isTried).entries()) {
      for (const client of clientsFor(stage.clients, index)) {
        test(`${stage.name} (${client})`, async () => {
          const folder = buildStage(lesson, stage)
          // What comes after the first open task has been seen to fail where nothing was done.
          const first = lesson.tasks.findIndex(({ id }) => stage.open.has(id))
          const looked = lesson.tasks.filter(({ id }, index) => index <= first || !stage.open.has(id))
          const looksAtAll = stage.done.size === 0
          const chosen = checks.filter(({ task }) => looksAtAll || looked.some(({ id }) => id === task))
          const toPass = ({ task }: Check) =>
            ![task, ...neededBy(lesson, task)].some((id) => stage.open.has(id))
          const bound = (check: Check) => (toPass(check) ? trials.patientBound : trials.impatientBound)
          const { verdicts } = await trials.all(lesson, client, folder, chosen, bound)

          for (const [index, { id }] of lesson.tasks.entries()) {
            const ofTask = verdicts.filter(({ check }) => check.task === id)
            if (ofTask.length === 0) continue
            const [missed, ...others] = ofTask.filter(({ outcome }) => outcome.status !== 'passed')
            const needed = neededBy(lesson, id)
            const earlier = lesson.tasks.slice(0, index + 1).map((task) => task.id)
            if (!stage.open.has(id)) {
              // What it needs may be missing; then nothing can be said of it.
              if (!needed.some((one) => stage.open.has(one))) expectAllPassed(ofTask)
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
