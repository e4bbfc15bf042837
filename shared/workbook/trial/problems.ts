import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadLesson } from '../catalogue.ts'
import { checksOf } from '../checks-of.ts'
import { readIfThere } from '../files.ts'
import { lessonFolders, ROOT } from '../folders.mjs'
import { loadTrial, type Trial } from './load.ts'
import { numberOf, type Statement, VERDICTS } from './statement.ts'
import { writtenFiles } from './written.ts'

const REMEDY = 'npm run trial writes it anew'

/**
 * Looks whether every statement of the document is proved, and stands where it is shown.
 *
 * @param root The workbook's folder. Default: this one.
 * @returns One sentence for each thing that is not as it should be.
 */
export async function trialProblems(root = ROOT): Promise<string[]> {
  const trial = await loadTrial(root)
  if (!trial) return []
  const known = await knownNames(root)
  return [
    ...[...trial.statements].flatMap(([name, statements]) =>
      statements.flatMap((one) =>
        problemsOf(one, trial, known).map(
          (problem) => `test/document/statements/${name}.ts: ${one.id} ${problem}`,
        ),
      ),
    ),
    ...problemsOfTests(trial),
    ...writtenFiles(trial, root)
      .filter(({ file, text }) => readIfThere(join(root, file)) !== text)
      .map(({ file }) => `${file} is not what the statements give; ${REMEDY}.`),
  ]
}

interface Known {
  readonly root: string
  readonly lessons: readonly string[]
  readonly tasks: readonly string[]
  readonly checks: readonly string[]
}

async function knownNames(root: string): Promise<Known> {
  const folders = lessonFolders(root)
  const lessons = await Promise.all(folders.map((folder) => loadLesson(folder, root)))
  const checks = await Promise.all(lessons.map((lesson) => checksOf(lesson, root)))
  return {
    root,
    lessons: lessons.map(({ id }) => id),
    tasks: lessons.flatMap(({ tasks }) => tasks.map(({ id }) => id)),
    checks: checks.flatMap((ofOne) => (typeof ofOne === 'string' ? [] : ofOne.map(({ id }) => id))),
  }
}

function problemsOf(statement: Statement, trial: Trial, known: Known): string[] {
  const { id, says, observed, on, verdict, task, proofs } = statement
  const all = [...trial.statements.values()].flat()
  const own = trial.tests.some((test) => test.id === id)
  const problems: string[] = []
  if (!/^S\d+[a-z]?$/.test(id)) problems.push('is no id of a statement; it has the form S16 or S27b.')
  if (all.filter((one) => one.id === id).length > 1) problems.push('is there twice.')
  if (numberOf(statement) < (trial.sections[0]?.from ?? 1)) problems.push('is before the first section.')
  if (!VERDICTS.includes(verdict)) problems.push(`has the verdict "${verdict}", which is none.`)
  if ([says, observed, on].some((text) => text.trim() === '')) problems.push('has an empty text.')
  const lessonThere = known.lessons.includes(task.slice(0, 2))
  if (lessonThere && ![...known.tasks, ...known.lessons].includes(task))
    problems.push(`is taught by ${task}, which is no task.`)
  if (!own && proofs.length === 0)
    problems.push(`is shown by nothing: no test's name in test/document begins with it.`)
  for (const proof of proofs) {
    if (!isThere(proof, trial, known)) problems.push(`names ${proof} as its proof, which is not there.`)
  }
  return problems
}

function isThere(proof: string, trial: Trial, { root, checks }: Known): boolean {
  if (/^S\d/.test(proof)) return trial.tests.some((test) => test.id === proof)
  const bench = /^npm run bench ([\w-]+)$/.exec(proof)?.[1]
  if (bench) return existsSync(join(root, 'benchmarks', bench, 'bench.ts'))
  // What it does is looked after by the prose's own test.
  if (proof.startsWith('npm run lesson ')) return true
  return checks.includes(proof)
}

function problemsOfTests({ statements, tests }: Trial): string[] {
  const ids = [...statements.values()].flat().map(({ id }) => id)
  return tests
    .filter(({ id }) => !ids.includes(id))
    .map(
      ({ id, title, file }) =>
        `${file}: "${id} ${title}" shows a statement that is not among the statements.`,
    )
}
