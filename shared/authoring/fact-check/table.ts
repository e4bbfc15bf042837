import { dirname, relative } from 'node:path/posix'
import { type Claim, inOrder } from './claim.ts'
import { type FactCheck, sectionOf } from './load.ts'

/** The page with all claims. */
export const PAGE = 'docs/fact-check.md'

const MARKED = /<!-- facts((?: S\d+[a-z]?)+) -->\n[\s\S]*?<!-- \/facts -->/

/** The ids in a README's `<!-- facts S12 S14 -->`; none if it has no such marker. */
export function chosenIn(readme: string): string[] {
  return MARKED.exec(readme)?.[1]?.trim().split(' ') ?? []
}

/**
 * Fills the space between `<!-- facts S12 S14 -->` and `<!-- /facts -->` in a README with a table of these claims.
 *
 * @returns The README's text; undefined if it has no such marker.
 */
export function withTable(readme: string, file: string, facts: FactCheck): string | undefined {
  const ids = chosenIn(readme)
  if (ids.length === 0) return undefined
  const claims = inOrder(facts.all.filter(({ id }) => ids.includes(id)))
  const sections = new Set(claims.map((claim) => sectionOf(claim, facts)?.title ?? ''))
  const links = [...sections].map((title) => `[${title}](${pathFrom(file, PAGE)}#${anchorOf(title)})`)
  const lines = [
    `<!-- facts ${ids.join(' ')} -->`,
    '| The tutorial | What happens | Test |',
    '|---|---|---|',
    ...claims.map(
      (claim) =>
        `| ${linksFrom(file, claim.claim)} | ${linksFrom(file, claim.finding)} | ${proofsOf(claim, file, facts)[0] ?? ''} |`,
    ),
    '',
    `All results: ${links.join(', ')}.`,
    '<!-- /facts -->',
  ]
  return readme.replace(MARKED, () => lines.join('\n'))
}

/** What proves a claim, its own tests first: links to tests, and commands. */
export function proofsOf({ id, proofs = [] }: Claim, file: string, { tests }: FactCheck): string[] {
  return [id, ...proofs].flatMap((name) => {
    const test = tests.find((one) => one.id === name)
    if (test) return [`[${name}](${pathFrom(file, test.file)})`]
    return name === id ? [] : [`\`${name}\``]
  })
}

/** Turns links that start from the workbook's folder into links from a file in it. */
export function linksFrom(file: string, markdown: string): string {
  return markdown.replace(/\]\(([^):#][^):]*)\)/g, (_, target: string) => `](${pathFrom(file, target)})`)
}

/** The relative link from one file to another. */
export function pathFrom(file: string, target: string): string {
  return relative(dirname(file), target)
}

/** The anchor of a heading, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}
