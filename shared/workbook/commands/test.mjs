// `npm test`. Plain JavaScript and Vitest in this very process: compiling this file or starting another process
// would cost more than a lesson's checks take.
import { existsSync } from 'node:fs'
import inspector from 'node:inspector'
import { endQuietlyOnClosedPipe, endWithParent, fail } from '../terminal.mjs'
import { readWords } from '../words.mjs'

endQuietlyOnClosedPipe()
endWithParent()

const { targets, words, clients, rest } = readWords({
  command: 'npm test',
  example: 'npm test lessons/03 ioredis',
  lesson: 'several',
  words: ['all', 'raw', 'mine'],
  clients: true,
  other: (word) => !word.startsWith('-') && existsSync(word),
})
if (clients.length > 1)
  fail('npm test takes one client, or none for both.\n  Example: npm test lessons/03 ioredis')

process.env.WORKBOOK_CLIENT = clients[0] ?? ''
process.env.WORKBOOK_MINE = words.has('mine') ? '1' : ''
process.env.WORKBOOK_ALL = words.has('all') ? '1' : ''

const filters = [
  // With both slashes, for Vitest's filter takes any part of a path.
  ...targets.map(({ area, folder }) => (folder ? `${area}/${folder}/` : `${area}/`)),
  ...rest,
]
process.env.WORKBOOK_RAW = words.has('raw') ? '1' : ''
const reporters = ['./shared/checks/reporter.ts', ...(words.has('raw') ? ['default'] : [])]
const { startVitest } = await import('vitest/node')
const vitest = await startVitest('test', filters.length > 0 ? filters : ['solutions/', 'test/'], {
  run: true,
  watch: false,
  reporters,
  // Somebody who steps through the code needs longer.
  ...(inspector.url() && { testTimeout: 0, hookTimeout: 0 }),
})
await vitest.close()
process.exit()
