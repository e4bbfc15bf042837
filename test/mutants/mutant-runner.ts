import { describe, expect, test } from 'vitest'
import { type Variant, variantsOf } from '#shared/authoring/mutants.ts'
import type { Check } from '#shared/checks/check.ts'
import type { Client, Lesson } from '#shared/core/manifest.ts'
import { build } from './build.ts'
import { CheckRunner, expectAllPassed, LAST_RESORT_MS } from './check-runner.ts'
import { testPartialStarters } from './partial-starters.ts'
import { chosen, clientsFor, QUICK } from './quick.ts'
import { withConsoleLog } from './with-console-log.ts'

/** `npm run mutants all` also says which other checks reject a mutant. */
const WITH_OTHERS = process.env.WORKBOOK_ALL === '1'
/** The names of a check's channels end with a mark that is the check's own. */
const MARK = /:[0-9a-f]{6}\b/g

/**
 * Describes the tests of a lesson's checks: they reject the mutants, and accept the alternatives and, in a starter that
 * is partly filled in, the tasks that are done.
 */
export function testChecks<C>(typed: Lesson<C>, typedChecks: readonly Check<C>[]): void {
  const lesson = typed as Lesson
  const checks = typedChecks as readonly Check[]
  const runner = new CheckRunner()
  const { mutants, alternatives, problems } = variantsOf(lesson)

  test('every mutant and every alternative can be built', () => {
    expect(problems).toEqual([])
    expect(mutants).not.toEqual([])
    expect(alternatives).not.toEqual([])
  })

  describe.concurrent(`lesson ${lesson.id}`, { timeout: LAST_RESORT_MS }, () => {
    describe('a mutant is rejected by the check that it is made for', () => {
      for (const [mutant, client] of withClients(chosen(mutants))) {
        test(`${mutant.name} (${client})`, async () => {
          const folder = build(lesson, mutant)
          for (const id of mutant.rejectedBy) {
            const check = checks.find((candidate) => candidate.id === id)
            expect(check, `${mutant.path}: ${mutant.name}: there is no check ${id}`).toBeDefined()
            const { outcome } = await runner.one(lesson, client, folder, check!)
            expect(outcome.status, `${id}: ${outcome.message ?? 'it accepts this mutant'}`).toBe('failed')
            expect(outcome.message).toBeTruthy()
          }
          if (WITH_OTHERS) await noteOthers(runner, lesson, mutant, client, folder, checks)
        })
      }
    })

    describe('an alternative passes', () => {
      for (const [alternative, client] of withClients(alternatives)) {
        test(`${alternative.name} (${client})`, async () => {
          const folder = build(lesson, alternative)
          const { verdicts, late } = await runner.allForLearners(lesson, client, folder, checks)
          expectAllPassed(verdicts)
          expect(late).toEqual([])
        })

        if (QUICK) continue
        test(`${alternative.name} (${client}), with console.log everywhere`, async () => {
          const folder = build(lesson, alternative, withConsoleLog, '-console-log')
          const { verdicts } = await runner.all(lesson, client, folder, checks)
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

  testPartialStarters(lesson, checks, runner)

  test('what is printed does not reach the terminal past its check', () => {
    expect(runner.printed.filter((line) => !line.includes('is rejected by'))).toEqual([])
  })

  test('every error belongs to a check', () => {
    expect(runner.orphans).toEqual([])
  })
}

function withClients(variants: readonly Variant[]): [Variant, Client][] {
  return variants.flatMap((variant, index) =>
    clientsFor(variant.clients, index).map((client): [Variant, Client] => [variant, client]),
  )
}

async function noteOthers(
  runner: CheckRunner,
  lesson: Lesson,
  mutant: Variant,
  client: Client,
  folder: string,
  checks: readonly Check[],
): Promise<void> {
  const { verdicts } = await runner.all(lesson, client, folder, checks)
  const rejecting = verdicts.filter(({ outcome }) => outcome.status === 'failed')
  const notes = rejecting.map(({ check, outcome }) => `\n    ${check.id}: ${outcome.message}`)
  console.log(`${mutant.name} (${client}) is rejected by${notes.join('')}`)
}
