/**
 * Records the fixtures: what mutants, solutions and demos really did. Run it with
 * `npx tsx test/unit/diagram/record.ts` after events are recorded differently; with words, only those fixtures.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checksOf } from '#shared/authoring/checks-of.ts'
import { variantsOf } from '#shared/authoring/mutants.ts'
import { openEnvironment } from '#shared/checks/environment.ts'
import { LessonRun } from '#shared/checks/lesson-run.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { type Client, folderOf } from '#shared/core/manifest.ts'
import type { DiagramEvent } from '#shared/diagram/types.ts'
import { serverInfoOf } from '#shared/redis/server-info.ts'
import { startOwn } from '#shared/redis/start.ts'
import { Player } from '#shared/runner/player/player.ts'
import { build, loadAdapter, loadFrom } from '../../mutants/build.ts'

/** A check on a mutant or, without one, on the solution; without a check, the demo. */
const FIXTURES: Record<string, [lesson: string, client: Client, check?: string, mutant?: string]> = {
  repeated: ['01', 'node-redis', '01.2-again', 'listener-per-subscribe'],
  'by-hand': ['01', 'node-redis', '01.5-rst', 'subscribes-again-by-hand'],
  reset: ['01', 'node-redis', '01.5-rst'],
  refused: ['01', 'ioredis', '01.5-away'],
  count: ['01', 'node-redis', '', 'count-of-handlers'],
  pattern: ['02', 'ioredis', '', 'psubscribe-not-awaited'],
  browsers: ['03', 'node-redis', '', 'handler-for-each-room-again'],
  services: ['04', 'node-redis', '', 'release-error-is-false-node-redis'],
  bus: ['05', 'node-redis', '', 'begun-after-the-end'],
  streams: ['06', 'node-redis', '', 'still-pending'],
  requests: ['08', 'node-redis', '', 'oldest-first'],
  'demo-01': ['01', 'node-redis'],
  'demo-03': ['03', 'ioredis'],
}

const folder = join(ROOT, 'test/unit/diagram/fixtures')
mkdirSync(folder, { recursive: true })
const only = process.argv.slice(2)
const server = await startOwn({ prefer: 'server' })
const env = openEnvironment(serverInfoOf(server))
try {
  for (const [name, [id, client, check, mutant]] of Object.entries(FIXTURES)) {
    if (only.length > 0 && !only.includes(name)) continue
    const got = check === undefined ? await demo(id, client) : await checked(id, client, check, mutant)
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(got)}\n`)
    console.log(`${name}: ${got.outcome.events?.length} events`)
  }
} finally {
  await env.close()
  await server.stop()
}

function lessonOf(id: string) {
  return loadLesson(lessonFolders().find((one) => one.startsWith(id))!)
}

async function checked(id: string, client: Client, named: string, mutant: string | undefined) {
  const lesson = await lessonOf(id)
  const variant = variantsOf(lesson).mutants.find((one) => one.name === mutant)
  if (mutant && !variant) throw new Error(`lesson ${id} has no mutant ${mutant}`)
  const code = variant ? build(lesson, variant) : join(ROOT, 'solutions', folderOf(lesson))
  const checks = await checksOf(lesson, ROOT)
  if (typeof checks === 'string') throw new Error(checks)
  const check = checks.find((one) => one.id === (named || variant?.rejectedBy[0]))!
  const run = new LessonRun(lesson, () => lesson.load(client, loadFrom(code), loadAdapter))
  const { status, message, comparison, cause, events, ms } = await run.run(check, env)
  const outcome = { status, message, comparison, cause, events, ms, timeline: [], output: [] }
  return { check: { id: check.id, task: check.task, title: check.title }, client, outcome }
}

async function demo(id: string, client: Client) {
  const lesson = await lessonOf(id)
  const player = new Player({ folder: folderOf(lesson), client, part: 'play' })
  let events: readonly DiagramEvent[] = []
  const job = { folder: folderOf(lesson), client, server: serverInfoOf(server), own: false } as const
  await player.run({ ...job, area: 'solutions', part: 'play' }, (told) => {
    if (told.what === 'played') events = told.events
  })
  return { client, outcome: { events } }
}
