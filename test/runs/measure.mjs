// How long a learner waits. Run it by hand, on a machine that does nothing else: node test/runs/measure.mjs
//
// Each figure is the median of five. The first two are compared with what the tools themselves take; the third is
// the time from saving a file to the first and to the complete verdict in watch. The complete one waits for clients
// that connect again, in their own time.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TIMES = 5
/** What watch says when only checks that wait for reconnects are left, and when all have ended. */
const FIRST = '(… waits'
const COMPLETE = 'Ctrl-C ends it.'
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const SHELL = process.platform === 'win32'

const root = mkdtempSync(join(tmpdir(), 'workbook-measure-'))
for (const path of ['lessons', 'solutions', 'shared', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
  cpSync(join(ROOT, path), join(root, path), { recursive: true })
}
symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction')

/** Milliseconds that a program takes. */
function timed(file, args, cwd = root) {
  const began = performance.now()
  const { status } = spawnSync(file, args, { cwd, stdio: 'ignore', shell: SHELL })
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}`)
  return performance.now() - began
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

/** Two programs, in turns, so that both meet the same machine. */
function compared(name, ours, bare) {
  const pairs = Array.from({ length: TIMES }, () => ({ ours: ours(), bare: bare() }))
  const [one, other] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.bare))]
  const figures = `${one.toFixed(0)} ms, the bare tool ${other.toFixed(0)} ms: ${(one / other).toFixed(2)} times`
  console.log(`${name}: ${figures} (load ${loadavg()[0].toFixed(1)})`)
}

function solution(client) {
  const text = readFileSync(join(root, `solutions/01-basic-pubsub/${client}.ts`), 'utf8')
  return text.replaceAll('../../lessons/01-basic-pubsub/', './')
}

/** Saves the solution again and again, with one more empty line each time. */
async function saveToVerdict() {
  const file = join(root, 'lessons/01-basic-pubsub/node-redis.ts')
  writeFileSync(file, solution('node-redis'))
  writeFileSync(join(root, 'lessons/01-basic-pubsub/ioredis.ts'), solution('ioredis'))
  const watch = spawn(
    process.execPath,
    ['--import', 'tsx', 'shared/workbook/commands/lesson.ts', '01', 'watch'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  watch.stdout.on('data', (chunk) => {
    output += chunk
  })
  const said = (words) => output.split(words).length - 1
  const waitFor = async (condition) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await waitFor(() => said(COMPLETE) === 1)
  const [firsts, completes] = [[], []]
  for (let turn = 1; turn <= TIMES; turn++) {
    // As long as somebody looks at the last verdict: the threads for the next one get ready.
    await new Promise((resolve) => setTimeout(resolve, 2000))
    const before = said(FIRST)
    writeFileSync(file, solution('node-redis') + '\n'.repeat(turn))
    const began = performance.now()
    // With luck no check waits any more, and the first verdict is the complete one.
    await waitFor(() => said(FIRST) > before || said(COMPLETE) > turn)
    firsts.push(performance.now() - began)
    await waitFor(() => said(COMPLETE) > turn)
    completes.push(performance.now() - began)
  }
  watch.kill('SIGINT')
  for (const [what, times] of Object.entries({ 'first verdict': firsts, 'complete verdict': completes })) {
    const each = times.map((time) => time.toFixed(0)).join(', ')
    console.log(
      `save to ${what} in watch: ${median(times).toFixed(0)} ms, of ${each} (load ${loadavg()[0].toFixed(1)})`,
    )
  }
}

try {
  mkdirSync(join(root, 'bare'))
  writeFileSync(
    join(root, 'bare/empty.test.ts'),
    "import { test } from 'vitest'\ntest('nothing', () => {})\n",
  )
  writeFileSync(join(root, 'bare/vitest.config.ts'), 'export default { test: { pool: "threads" } }\n')
  compared(
    'npm run lesson 01',
    () => timed(NPM, ['run', '--silent', 'lesson', '01']),
    () => timed(NPM, ['exec', '--', 'tsx', '-e', '0']),
  )
  compared(
    'npm test solutions/01',
    () => timed(NPM, ['test', '--silent', 'solutions/01']),
    () => timed(NPM, ['exec', '--', 'vitest', 'run', '--root', 'bare']),
  )
  await saveToVerdict()
} finally {
  rmSync(root, { recursive: true, force: true })
}
