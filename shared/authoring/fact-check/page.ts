import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lessonFolders } from '#shared/core/lesson-paths.mjs'
import { type Claim, type Section, VERDICTS, type Verdict } from './claim.ts'
import { type FactCheck, sectionOf } from './load.ts'
import { linksFrom, PAGE, pathFrom, proofsOf } from './table.ts'

const MEANING: Readonly<Record<Verdict, string>> = {
  true: 'The claim is correct.',
  'true with RESP2 only':
    'The claim is correct for RESP2, the older Redis protocol. Both clients now use RESP3 by default.',
  incomplete: 'The claim leaves out something that you need to know.',
  dangerous: 'Code that follows the claim loses messages, repeats them, leaks data, or crashes.',
  false: 'The claim is wrong.',
}

/**
 * The page with all claims, a table for each section of the tutorial.
 *
 * @param root The workbook's folder.
 */
export function pageOf(facts: FactCheck, root: string): string {
  const sections = facts.sections.flatMap((section) => {
    const claims = facts.all.filter((claim) => sectionOf(claim, facts) === section)
    return claims.length === 0 ? [] : [sectionWith(section, claims, facts, root)]
  })
  return `${[introduction(facts, root), ...sections].join('\n\n')}\n`
}

function introduction({ all }: FactCheck, root: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return `# The tutorial, fact-checked

<!-- \`npm run fact-check\` generates this page from test/claims/findings. -->

The lessons follow a short introduction to Redis Pub/Sub with Node.js, which we call *the tutorial*. It builds a first publisher and subscriber, a chat with Socket.IO, an event bus, and three services. We tested every claim in its text, and what its code takes for granted.

This page goes through the tutorial section by section. Each row restates one claim in our words, and then says what happened when we tested it:

- **Versions.** We used redis ${dependencies.redis} (node-redis) and ioredis ${dependencies.ioredis}, on redis-server 7.0.15 and on the workbook's embedded server (js-redis-server ${dependencies['js-redis-server']}). A finding applies to both clients and both servers unless the row says otherwise. The tests also pass on Redis 8.0.2 and Valkey 8.1.1.
- **Proof.** \`S12\` stands for the tests whose names begin with S12, which you can run with \`npm test test/claims\`. Some findings also rest on the tests of another claim, or on a command that you can run.

| Verdict | Meaning | Claims |
|---|---|---|
${VERDICTS.map((verdict) => `| ${verdict} | ${MEANING[verdict]} | ${all.filter((claim) => claim.verdict === verdict).length} |`).join('\n')}
| all | | ${all.length} |`
}

function sectionWith(section: Section, claims: readonly Claim[], facts: FactCheck, root: string): string {
  const rows = claims.map((claim) => {
    const where = claim.testedOn ? ` *(${claim.testedOn})*` : ''
    return `| ${claim.id} | ${linksFrom(PAGE, claim.claim)} | ${linksFrom(PAGE, claim.finding)}${where} | ${claim.verdict} | ${proofsOf(claim, PAGE, facts).join(', ')} |`
  })
  return [
    `## ${section.title}`,
    '',
    ...lessonsOf(claims, facts, root),
    // The site stacks the cells of these tables on a narrow screen.
    '<div class="claims">',
    '',
    '| | The tutorial | What happens | Verdict | Proof |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '</div>',
  ].join('\n')
}

/** A line with links to the lessons about a section's claims. */
function lessonsOf(claims: readonly Claim[], facts: FactCheck, root: string): string[] {
  const folders = lessonFolders(root).filter((folder) =>
    facts.claims.get(folder)?.some((claim) => claims.includes(claim)),
  )
  const links = folders.map(
    (folder) => `[${folder.slice(0, 2)}](${pathFrom(PAGE, `lessons/${folder}/README.md`)})`,
  )
  return links.length === 0 ? [] : [`Taught in lesson${links.length > 1 ? 's' : ''} ${links.join(', ')}.`, '']
}
