import { describe, expect, test } from 'vitest'
import type { Check } from '../../shared/checks/check.ts'
import type { Client, Lesson } from '../../shared/workbook/manifest.ts'
import { type Answer, answersOf } from './answer.ts'
import { build } from './compose.ts'
import { loud } from './loud.ts'
import { chosen, clientsFor, QUICK } from './quick.ts'
import { expectAllPassed, LAST_RESORT_MS, type Trials } from './trial.ts'

/** `npm test test/answers all` also says which other checks reject a wrong answer. */
const WITH_OTHERS = process.env.WORKBOOK_ALL === '1'
/** The names of a check's channels end with a mark that is the check's own. */
const MARK = /:[0-9a-f]{6}\b/g

/** Describes the tests of a lesson's answers: its checks reject what is wrong, and accept what is right. */
export function tryAnswers(lesson: Lesson, checks: readonly Check[], trials: Trials): void {
  describe.concurrent(`lesson ${lesson.id}`, { timeout: LAST_RESORT_MS }, () => {
    describe('a wrong answer is rejected by the check that it is made for', () => {
      const answers = withClients(chosen(answersOf(lesson, 'wrong')))
      test('there are answers to be tried', () => expect(answers).not.toEqual([]))

      for (const [answer, client] of answers) {
        test(`${answer.name} (${client})`, async () => {
          const folder = build(lesson, answer)
          for (const id of answer.rejectedBy) {
            const check = checks.find((candidate) => candidate.id === id)
            expect(check, `${answer.path}:1: there is no check ${id}`).toBeDefined()
            const { outcome } = await trials.one(lesson, client, folder, check!)
            expect(outcome.status, `${id}: ${outcome.message ?? 'it accepts this answer'}`).toBe('failed')
            expect(outcome.message).toBeTruthy()
          }
          if (WITH_OTHERS) await noteOthers(trials, lesson, answer, client, folder, checks)
        })
      }
    })

    describe('a right answer passes', () => {
      const answers = withClients(answersOf(lesson, 'right'))
      test('there are answers to be tried', () => expect(answers).not.toEqual([]))

      for (const [answer, client] of answers) {
        test(`${answer.name} (${client})`, async () => {
          const folder = build(lesson, answer)
          const { verdicts, late } = await trials.allForLearners(lesson, client, folder, checks)
          expectAllPassed(verdicts)
          expect(late).toEqual([])
        })

        if (QUICK) continue
        test(`${answer.name} (${client}), with console.log everywhere`, async () => {
          const folder = build(lesson, answer, loud, '-loud')
          const { verdicts } = await trials.all(lesson, client, folder, checks)
          expectAllPassed(verdicts)
          let marked = 0
          for (const { check, outcome } of verdicts) {
            // It has only looked at what a file exports.
            if (outcome.timeline.length === 0) continue
            expect(outcome.output.length, `${check.id} shows what was printed`).toBeGreaterThan(0)
            const marks = new Set(outcome.output.join('\n').match(MARK))
            expect(marks.size, `${check.id} shows nothing of another check`).toBeLessThanOrEqual(1)
            marked += marks.size
          }
          expect(marked, 'checks that show a channel').toBeGreaterThan(verdicts.length / 2)
        })
      }
    })
  })
}

function withClients(answers: readonly Answer[]): [Answer, Client][] {
  return answers.flatMap((answer, index) =>
    clientsFor(answer.clients, index).map((client): [Answer, Client] => [answer, client]),
  )
}

async function noteOthers(
  trials: Trials,
  lesson: Lesson,
  answer: Answer,
  client: Client,
  folder: string,
  checks: readonly Check[],
): Promise<void> {
  const { verdicts } = await trials.all(lesson, client, folder, checks)
  const rejecting = verdicts.filter(({ outcome }) => outcome.status === 'failed')
  const notes = rejecting.map(({ check, outcome }) => `\n    ${check.id}: ${outcome.message}`)
  console.log(`${answer.name} (${client}) is rejected by${notes.join('')}`)
}
