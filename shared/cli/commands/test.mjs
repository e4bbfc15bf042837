// `npm test`. Plain JavaScript and Vitest in this very process: compiling this file or starting another process
// would cost more than a lesson's checks take.
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import inspector from 'node:inspector'
import { availableParallelism } from 'node:os'
import { isAbsolute, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { endQuietlyOnClosedPipe, endWithParent, fail, print } from '#shared/core/terminal.mjs'
import { cachedEntries } from '#shared/runner/compile-cache.mjs'
import { readArgs } from '../args.mjs'

/** The folder of `test/` that `npm test` runs. The others take minutes: the word `full` or their names run them. */
const QUICK = 'unit'

endQuietlyOnClosedPipe()
endWithParent()

// Vitest makes a URL of each path, and doesn't escape these.
if (/[#%?]/.test(ROOT)) {
  fail(
    `Vitest can't load files from a folder with #, % or ? in its name, and this workbook is in ${ROOT}\nMove it to another folder.`,
  )
}
process.argv.splice(2, Infinity, ...process.argv.slice(2).map(fromRoot))

const { targets, words, clients, rest } = readArgs({
  command: 'npm test',
  example: 'npm test lessons/03 ioredis',
  lesson: 'several',
  words: ['all', 'raw', 'own', 'full'],
  clients: true,
  other: (word) => !word.startsWith('-') && existsSync(word),
})
if (clients.length > 1)
  fail('npm test takes one client, or none for both.\n  Example: npm test lessons/03 ioredis')

process.env.WORKBOOK_CLIENT = clients[0] ?? ''
process.env.WORKBOOK_OWN = words.has('own') ? '1' : ''
process.env.WORKBOOK_ALL = words.has('all') ? '1' : ''

const named = [
  // With both slashes, for Vitest's filter takes any part of a path.
  ...targets.map(({ area, folder }) => (folder ? `${area}/${folder}/` : `${area}/`)),
  ...rest,
]
process.env.WORKBOOK_RAW = words.has('raw') ? '1' : ''
if (words.has('full') && named.length > 0)
  fail('"full" runs all tests, so it takes no lesson and no path.\n  Example: npm test full')
const whole = named.length === 0
const filters = whole ? ['solutions/', words.has('full') ? 'test/' : `test/${QUICK}/`] : named

for (const path of rest)
  if (!holdsTests(path))
    fail(`There are no tests in ${path}: their files end with .test.ts.\n  Example: npm test lessons/01`)

const { reporter, setup } = await cachedEntries()
if (setup.endsWith('.mjs')) {
  const { begin } = await import(pathToFileURL(setup).href)
  begin()
}
const { startVitest } = await import('vitest/node')
const vitest = await startVitest('test', filters, {
  run: true,
  watch: false,
  reporters: [reporter, ...(words.has('raw') ? ['default'] : [])],
  globalSetup: setup,
  // For much of their time tests wait. Vitest itself would take one worker of two cores.
  ...(whole && !process.env.VITEST_MAX_WORKERS && { maxWorkers: availableParallelism() }),
  // All of it is ours, and leaves nothing open: a thread that has loaded the clients can go on to the next file, which
  // saves a fifth of the time. What a learner leaves open ends with the thread, and so does what is on trial.
  ...(whole && !words.has('full') && { isolate: false }),
  // It keeps there what it has compiled; without that it runs all the same, and slower.
  ...(!keepsFiles() && { configLoader: 'runner', cache: false, experimental: { fsModuleCache: false } }),
  // Somebody who steps through the code needs longer.
  ...(inspector.url() && { testTimeout: 0, hookTimeout: 0 }),
})
await vitest.close()
if (whole && !words.has('full')) {
  const left = foldersLeft()
    .map((folder) => `test/${folder}`)
    .join(', ')
  print(`\nNot run, because they take minutes: ${left}. To run everything, type: npm test full`)
}
process.exit()

/** A path as the shell may complete it, from the workbook's folder; other words stay as they are. */
function fromRoot(word) {
  const path = isAbsolute(word) ? relative(ROOT, word) : word
  return path.startsWith('..') || path === '' ? word : path.split(sep).join('/')
}

/** Whether the folders can be written to in which Vitest keeps things; the packages may be somebody else's. */
function keepsFiles() {
  return ['', '.experimental-vitest-cache', '.vite', '.vite-temp'].every((name) => {
    try {
      accessSync(join('node_modules', name), constants.W_OK)
      return true
    } catch (error) {
      return error.code === 'ENOENT'
    }
  })
}

function holdsTests(path) {
  if (!statSync(path).isDirectory()) return path.endsWith('.test.ts')
  return readdirSync(path, { recursive: true }).some((name) => name.endsWith('.test.ts'))
}

function foldersLeft() {
  return readdirSync('test').filter((folder) => folder !== QUICK && holdsTests(`test/${folder}`))
}
