import { expect, test } from 'vitest'
import type { Check } from '../../shared/checks/check.ts'
import type { Lesson } from '../../shared/workbook/manifest.ts'
import { Trials } from './trial.ts'
import { tryAnswers } from './try-answers.ts'
import { tryStarters } from './try-starters.ts'

/** The tests of a lesson's checks: by wrong and right answers, and by its starters. */
export function onTrial<C>(lesson: Lesson<C>, checks: readonly Check<C>[]): void {
  const trials = new Trials()
  tryAnswers(lesson as Lesson, checks as readonly Check[], trials)
  tryStarters(lesson as Lesson, checks as readonly Check[], trials)

  test('what is printed does not reach the terminal past its check', () => {
    expect(trials.printed.filter((line) => !line.includes('is rejected by'))).toEqual([])
  })

  test('every error belongs to a check', () => {
    expect(trials.orphans).toEqual([])
  })
}
