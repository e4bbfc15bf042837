import { describe, expect, test } from 'vitest'
import { loadLessons } from '../../shared/workbook/catalogue.ts'
import { answersOf } from './answer.ts'
import { build } from './compose.ts'
import { loud } from './loud.ts'
import { checksOf, expectAllPassed, Trials } from './trial.ts'

/** `npm test test/answers all` also says which other checks reject a wrong answer. */
const WITH_OTHERS = process.env.WORKBOOK_ALL === '1'

const trials = new Trials()

for (const lesson of await loadLessons()) {
  const checks = await checksOf(lesson)

  describe.concurrent(`lesson ${lesson.id}: a wrong answer is rejected by the check that it is made for`, () => {
    for (const answer of answersOf(lesson, 'wrong')) {
      for (const client of answer.clients) {
        test(`${answer.name} (${client})`, async () => {
          const folder = build(lesson, answer)
          for (const id of answer.rejectedBy) {
            const check = checks.find((candidate) => candidate.id === id)
            expect(check, `${answer.path}:1: there is no check ${id}`).toBeDefined()
            const { outcome } = await trials.one(lesson, client, folder, check!)
            expect(outcome.status, `${id}: ${outcome.message ?? 'it accepts this answer'}`).toBe('failed')
            expect(outcome.message).toBeTruthy()
          }
          if (!WITH_OTHERS) return
          const { verdicts } = await trials.all(lesson, client, folder, checks)
          const rejecting = verdicts.filter(({ outcome }) => outcome.status === 'failed')
          const notes = rejecting.map(({ check, outcome }) => `\n    ${check.id}: ${outcome.message}`)
          console.log(`${answer.name} (${client}) is rejected by${notes.join('')}`)
        })
      }
    }
  })

  describe.concurrent(`lesson ${lesson.id}: a right answer passes`, () => {
    for (const answer of answersOf(lesson, 'right')) {
      for (const client of answer.clients) {
        test(`${answer.name} (${client})`, async () => {
          const { verdicts, late } = await trials.all(lesson, client, build(lesson, answer), checks)
          expectAllPassed(verdicts)
          expect(late).toEqual([])
        })

        test(`${answer.name} (${client}), with console.log everywhere`, async () => {
          const folder = build(lesson, answer, loud, '-loud')
          const { verdicts } = await trials.all(lesson, client, folder, checks)
          expectAllPassed(verdicts)
          for (const { check, outcome } of verdicts) {
            expect(outcome.output.length, `${check.id} shows what was printed`).toBeGreaterThan(0)
            // The names of a check's channels end with a mark that is the check's own.
            const marks = outcome.output.join('\n').match(/:[0-9a-f]{6}\b/g) ?? []
            expect(new Set(marks).size, `${check.id} shows what was printed in it alone`).toBeLessThanOrEqual(
              1,
            )
          }
          expect(
            verdicts.some(({ outcome }) => outcome.output.some((line) => /:[0-9a-f]{6}\b/.test(line))),
          ).toBe(true)
        })
      }
    }
  })
}

test('what an answer prints does not reach the terminal past its check', () => {
  expect(trials.printed.filter((line) => !line.includes('is rejected by'))).toEqual([])
})

test('no error of an answer belongs to no check', () => {
  expect(trials.orphans).toEqual([])
})
