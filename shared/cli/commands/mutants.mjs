// `npm run mutants 03`, for contributors: `npm test` on the mutants and alternatives of some lessons, or of all.
import { readArgs } from '../args.mjs'

const { targets, words } = readArgs({
  command: 'npm run mutants',
  example: 'npm run mutants 03 quick',
  lesson: 'several',
  words: ['quick', 'all'],
})
if (words.has('quick')) process.env.WORKBOOK_MUTANTS = 'quick'
const paths =
  targets.length > 0 ? targets.map(({ folder = '' }) => `test/mutants/${folder}`) : ['test/mutants']
process.argv.splice(2, Infinity, ...paths, ...(words.has('all') ? ['all'] : []))
await import('./test.mjs')
