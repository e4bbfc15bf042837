import { describe, expect, test } from 'vitest'
import type { Check } from '#shared/checks/check.ts'
import { hintsOf } from '#shared/core/hints.ts'
import { CLIENTS, type Lesson } from '#shared/core/manifest.ts'
import { CheckRunner, expectAllPassed, LAST_RESORT_MS } from '../../mutants/check-runner.ts'
import { buildFilled, filled } from './fill.ts'

/** The tests of a lesson's hints: who follows the last one of every core task to the letter, passes every core check. */
export function tryHints<C>(lesson: Lesson<C>, checks: readonly Check<C>[]): void {
  const runner = new CheckRunner()
  const core = new Set(lesson.tasks.filter(({ optional }) => !optional).map(({ id }) => id))
  describe.each(CLIENTS)(
    'with the last hint of every core task and %s',
    { timeout: LAST_RESORT_MS },
    (client) => {
      test('every core check passes', async () => {
        const hints = hintsOf(lesson, client)
        expect(hints.problems).toEqual([])
        const code = filled(lesson as Lesson, client, hints)
        expect(code.problems).toEqual([])
        const folder = buildFilled(lesson as Lesson, client, code)
        const ofCore = (checks as readonly Check[]).filter(({ task }) => core.has(task))
        const { verdicts, late } = await runner.allForLearners(lesson as Lesson, client, folder, ofCore)
        expectAllPassed(verdicts)
        expect(late).toEqual([])
      })
    },
  )
}
