/**
 * Records the fixtures: what failing code, code of solutions and demos really did. Run it with
 * `npx tsx test/unit/diagram/record.ts` after events are recorded differently.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checksOf } from '#shared/authoring/checks-of.ts'
import { variantsOf } from '#shared/authoring/mutants.ts'
import { openEnvironment } from '#shared/checks/environment.ts'
import { LessonRun } from '#shared/checks/lesson-run.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import type { Client } from '#shared/core/manifest.ts'
import { factsOf } from '#shared/redis/server-info.ts'
import { startOwn } from '#shared/redis/start.ts'
import { build, loadAdapter, loadFrom } from '../../mutants/build.ts'

const only = process.argv.slice(2)
const server = await startOwn({ prefer: 'server' })
const env = openEnvironment(factsOf(server))
try {
  if (only.length >= 3) {
    const [lesson, check, client, mutant] = only
    const got = await record(lesson!, check!, client as Client, mutant)
    mkdirSync('/tmp/diagram-scratch', { recursive: true })
    writeFileSync(`/tmp/diagram-scratch/${check}.${client}.json`, JSON.stringify(got, null, 1))
  }
} finally {
  await env.close()
  await server.stop()
}

async function record(id: string, checkId: string, client: Client, mutant?: string) {
  const lesson = await loadLesson(lessonFolders().find((folder) => folder.startsWith(id))!)
  const variant = variantsOf(lesson).mutants.find((one) => one.name === mutant)
  const folder = variant ? build(lesson, variant) : join(ROOT, 'solutions', `${lesson.id}-${lesson.slug}`)
  const checks = await checksOf(lesson, ROOT)
  if (typeof checks === 'string') throw new Error(checks)
  const check = checks.find((one) => one.id === checkId)!
  const run = new LessonRun(lesson, () => lesson.load(client, loadFrom(folder), loadAdapter))
  const outcome = await run.run(check, env)
  return { check: { id: check.id, task: check.task, title: check.title }, client, outcome }
}
