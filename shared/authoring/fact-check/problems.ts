import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere } from '#shared/core/files.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { type Claim, numberOf, VERDICTS } from './claim.ts'
import { generatedFiles } from './generated.ts'
import { type FactCheck, loadFactCheck } from './load.ts'
import { chosenIn } from './table.ts'

/** Longer texts don't fit a table's cell. */
const WORDS = { claim: 25, finding: 45 } as const

/**
 * Checks that every finding has a proof, every test a claim, and that the generated tables are up to date.
 *
 * @param root The workbook's folder. Default: this one.
 * @returns One sentence for each problem.
 */
export async function factCheckProblems(root = ROOT): Promise<string[]> {
  const facts = await loadFactCheck(root)
  if (!facts) return []
  return [
    ...[...facts.claims].flatMap(([name, claims]) =>
      claims.flatMap((claim) =>
        problemsOf(claim, facts, root).map(
          (problem) => `test/claims/findings/${name}.ts: ${claim.id} ${problem}`,
        ),
      ),
    ),
    ...problemsOfTests(facts),
    ...problemsOfReadmes(facts, root),
    ...generatedFiles(facts, root)
      .filter(({ file, text }) => readIfThere(join(root, file)) !== text)
      .map(({ file }) => `${file} is out of date; npm run fact-check updates it.`),
  ]
}

function problemsOf(claim: Claim, facts: FactCheck, root: string): string[] {
  const { id, verdict, proofs = [] } = claim
  const problems: string[] = []
  if (!/^S\d+[a-z]?$/.test(id)) problems.push("isn't a valid id; use the form S16 or S27b.")
  if (facts.all.filter((one) => one.id === id).length > 1) problems.push('exists twice.')
  if (numberOf(claim) < (facts.sections[0]?.from ?? 1)) problems.push('comes before the first section.')
  if (!VERDICTS.includes(verdict)) problems.push(`has an unknown verdict: "${verdict}".`)
  for (const part of ['claim', 'finding'] as const) {
    const words = claim[part].split(/\s+/).filter((word) => word !== '').length
    if (words === 0) problems.push(`has an empty ${part}.`)
    if (words > WORDS[part]) problems.push(`has a ${part} of ${words} words; at most ${WORDS[part]} fit.`)
  }
  if (proofs.length === 0 && !facts.tests.some((test) => test.id === id))
    problems.push("has no proof: no test's name in test/claims begins with it.")
  for (const proof of proofs) {
    if (!exists(proof, facts, root)) problems.push(`names the proof ${proof}, which doesn't exist.`)
  }
  return problems
}

function exists(proof: string, { tests }: FactCheck, root: string): boolean {
  const bench = /^npm run bench ([\w-]+)$/.exec(proof)?.[1]
  if (bench) return existsSync(join(root, 'test/benchmarks', bench, 'bench.ts'))
  // The tests of the prose check commands.
  return proof.startsWith('npm run lesson ') || tests.some((test) => test.id === proof)
}

function problemsOfTests({ all, tests }: FactCheck): string[] {
  return tests
    .filter(({ id }) => !all.some((claim) => claim.id === id))
    .map(({ id, title, file }) => `${file}: "${id} ${title}" belongs to no claim.`)
}

function problemsOfReadmes({ all }: FactCheck, root: string): string[] {
  return lessonFolders(root).flatMap((folder) => {
    const file = `lessons/${folder}/README.md`
    return chosenIn(readIfThere(join(root, file)) ?? '')
      .filter((id) => !all.some((claim) => claim.id === id))
      .map((id) => `${file}: its table names ${id}, which isn't a claim.`)
  })
}
