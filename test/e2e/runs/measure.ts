// How long a learner waits. Run it by hand, on a machine that does nothing else: npx tsx test/e2e/runs/measure.ts
//
// Each figure is the median of five. The first two are compared with what the tools themselves take. Then comes the
// time from saving a file of lesson 01 to the verdict of watch, for each stage that a learner goes through: with no
// task done, with the first, and so on. A check of task 01.5 or 01.6 cuts connections and waits until the client
// itself connects again, which takes as long as the client waits; watch gives its verdict on all others before.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { starterOf } from '#shared/core/starters.ts'

const TIMES = 5
/** So long somebody looks at a verdict before the next save, in milliseconds: the next threads get ready. */
const LOOK_MS = 2000
/** What watch says when only checks that wait for reconnects are left, and when all have ended. */
const FIRST = '(… waits'
const COMPLETE = 'Ctrl-C ends it.'
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const SHELL = process.platform === 'win32'

const lesson = await loadLesson('01-basic-pubsub')
const root = mkdtempSync(join(tmpdir(), 'workbook-measure-'))
for (const path of ['lessons', 'solutions', 'shared', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
  cpSync(join(ROOT, path), join(root, path), { recursive: true })
}
symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction')

/** Milliseconds that a program takes. */
function timed(file: string, args: string[]): number {
  const began = performance.now()
  const { status } = spawnSync(file, args, { cwd: root, stdio: 'ignore', shell: SHELL })
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}`)
  return performance.now() - began
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** Two programs, in turns, so that both meet the same machine. */
function compared(name: string, ours: () => number, bare: () => number): void {
  const pairs = Array.from({ length: TIMES }, () => ({ ours: ours(), bare: bare() }))
  const [one, other] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.bare))]
  const figures = `${one.toFixed(0)} ms, the bare tool ${other.toFixed(0)} ms: ${(one / other).toFixed(2)} times`
  console.log(`${name}: ${figures} (load ${loadavg()[0]?.toFixed(1)})`)
}

/** Saves the code for node-redis again and again, at each stage of the lesson. */
async function saveToVerdict(): Promise<void> {
  const tasks = lesson.tasks.map(({ id }) => id)
  let saves = 0
  const save = (done: readonly string[]) => {
    const code = starterOf(lesson, 'node-redis.ts', { done: new Set(done) })
    // One more empty line each time: saving what has not changed is no reason to run.
    writeFileSync(join(root, 'lessons/01-basic-pubsub/node-redis.ts'), code + '\n'.repeat(++saves))
  }
  save([])
  const watch = spawn(
    process.execPath,
    ['--import', 'tsx', 'shared/cli/commands/lesson.ts', '01', 'node-redis', 'watch'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(watch, 'exit')
  let output = ''
  watch.stdout.on('data', (chunk) => {
    output += chunk
  })
  const waitFor = async (condition: () => boolean) => {
    while (!condition()) {
      if (watch.exitCode !== null) throw new Error(`watch has ended with ${watch.exitCode}`)
      await sleep(1)
    }
  }
  const complete = () => output.includes(COMPLETE)
  await waitFor(complete)

  /** Milliseconds from a save to the first and to the complete verdict, which may be the same one. */
  const verdicts = async (done: readonly string[]) => {
    await sleep(LOOK_MS)
    output = ''
    save(done)
    const began = performance.now()
    await waitFor(() => output.includes(FIRST) || complete())
    const first = performance.now() - began
    await waitFor(complete)
    return { first, complete: performance.now() - began }
  }

  for (let stage = 0; stage <= tasks.length; stage++) {
    const taken = []
    for (let turn = 0; turn < TIMES; turn++) taken.push(await verdicts(tasks.slice(0, stage)))
    const [first, last] = [taken.map((one) => one.first), taken.map((one) => one.complete)]
    console.log(
      `save to verdict with ${stage} of ${tasks.length} tasks done: ${figures(first)}, complete ${figures(last)} (load ${loadavg()[0]?.toFixed(1)})`,
    )
  }
  watch.kill('SIGINT')
  await ended
}

function figures(times: readonly number[]): string {
  return `${median(times).toFixed(0)} ms, of ${times.map((time) => time.toFixed(0)).join(' ')}`
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
