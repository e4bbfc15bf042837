import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Claim, inOrder, numberOf, type Section } from './claim.ts'

/** The folder of the claims' tests. The claims themselves are in its folder `findings`. */
const FOLDER = 'test/claims'

/** A test of a claim. */
export interface ClaimTest {
  /** The id that the test's name begins with. */
  readonly id: string
  /** Its name without the id. */
  readonly title: string
  /** Relative to the workbook's folder. */
  readonly file: string
}

/** The tutorial's claims, and the tests that prove their findings. */
export interface FactCheck {
  readonly sections: readonly Section[]
  /** By file name without its extension: usually a lesson's folder. */
  readonly claims: ReadonlyMap<string, readonly Claim[]>
  /** The same claims, in the tutorial's order. */
  readonly all: readonly Claim[]
  readonly tests: readonly ClaimTest[]
}

/** Loads the claims and finds their tests. Returns undefined if the workbook has none. */
export async function loadFactCheck(root: string): Promise<FactCheck | undefined> {
  const folder = join(root, FOLDER)
  if (!existsSync(join(folder, 'sections.ts'))) return undefined
  const load = (name: string) => import(pathToFileURL(join(folder, name)).href)
  const names = readdirSync(join(folder, 'findings')).filter((name) => name.endsWith('.ts'))
  const claims = await Promise.all(
    names.sort().map(async (name) => {
      const file = (await load(`findings/${name}`)) as { claims: readonly Claim[] }
      return [name.replace(/\.ts$/, ''), file.claims] as const
    }),
  )
  const { sections } = (await load('sections.ts')) as { sections: readonly Section[] }
  const all = inOrder(claims.flatMap(([, ofFile]) => ofFile))
  return { sections, claims: new Map(claims), all, tests: testsIn(folder) }
}

/** The section that a claim belongs to. */
export function sectionOf(claim: Claim, { sections }: FactCheck): Section | undefined {
  return sections.findLast(({ from }) => from <= numberOf(claim))
}

/** Reads the tests' names from their source: running them takes `npm test test/claims`. */
function testsIn(folder: string): ClaimTest[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .flatMap((name) => {
      const source = readFileSync(join(folder, name), 'utf8')
      const named =
        /\btest(?:\.\w+)?\(\s*(['"`])(S\d+[a-z]?) ((?:\\.|(?!\1).)+)\1|\)\(\s*(['"`])(S\d+[a-z]?) ((?:\\.|(?!\4).)+)\4/g
      return [...source.matchAll(named)].map((match) => ({
        id: (match[2] ?? match[5])!,
        title: (match[3] ?? match[6])!.replaceAll(/\\(.)/g, '$1'),
        file: `${FOLDER}/${name}`,
      }))
    })
}
