/** `npm run lesson 03 compare`: the same story on the gateway of the lesson and on the adapters of Socket.IO. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { attribute, runInContext, strayText } from '../../../shared/checks/context.ts'
import { describe } from '../../../shared/checks/failure.ts'
import { loadErrorText } from '../../../shared/checks/load-error.ts'
import { NotStarted } from '../../../shared/lesson/todo.ts'
import type { Extra, RunExtra } from '../../../shared/workbook/extra.ts'
import { ROOT } from '../../../shared/workbook/folders.mjs'
import { type Client, folderOf } from '../../../shared/workbook/manifest.ts'
import { portPath } from '../../../shared/workbook/port.ts'
import { Misuse, terminalWidth, wrap } from '../../../shared/workbook/terminal.mjs'
import { touched } from '../../../shared/workbook/untouched.ts'
import { quote } from '../../../shared/workbook/words.mjs'
import { classicAdapter, shardedAdapter, streamsAdapter } from './compare/adapters.ts'
import { bridge } from './compare/bridge.ts'
import type { Mechanism } from './compare/mechanism.ts'
import { playStory, STORY } from './compare/story.ts'
import { type NotPlayed, type Row, tableText } from './compare/table.ts'
import type { Subject } from './subject.ts'

/** Milliseconds that the process has for its own end. */
const END_WITHIN = 3_000

export const run: RunExtra = async (extra) => {
  const [unknown] = extra.words
  if (unknown !== undefined) {
    throw new Misuse(
      `npm run lesson ${extra.lesson.id} compare does not know ${quote(unknown)}; it takes solution, mine, node-redis and ioredis.`,
    )
  }
  const client = extra.clients[0]!
  console.log(`${wrap(`With ${client}. ${STORY}`, terminalWidth())}\n`)
  const release = attribute((error, what) => console.error(strayText(error, what)))
  const rows: Row[] = []
  try {
    rows.push(await bridgeRow(extra, client))
    for (const mechanism of [classicAdapter, shardedAdapter, streamsAdapter]) {
      rows.push(await rowOf(mechanism, extra, client))
    }
  } finally {
    release()
  }
  console.log(tableText(rows))
  endSoon()
  const failed = rows.some(({ result }) =>
    'why' in result ? result.failed : result.counts.troubles.length > 0,
  )
  return failed ? 1 : 0
}

/** Ends the process even if code of the learner's keeps a connection or a timer. */
function endSoon(): void {
  setTimeout(() => process.exit(), END_WITHIN).unref()
}

/** The learner's gateway or the solution's. */
async function bridgeRow(extra: Extra, client: Client): Promise<Row> {
  const { lesson, area, mine } = extra
  const name = area === 'solutions' ? "the solution's bridge" : 'your bridge'
  const open = area === 'lessons' ? notStarted(extra) : undefined
  if (open) return { name, result: open }
  try {
    const subject = (await lesson.load(
      client,
      (file) => import(pathToFileURL(join(ROOT, area, folderOf(lesson), file)).href),
      (file) => import(pathToFileURL(portPath(file, mine)).href),
    )) as Subject
    return await rowOf(bridge(name, subject), extra, client)
  } catch (error) {
    return { name, result: { short: 'cannot be loaded', why: loadErrorText(error), failed: true } }
  }
}

/** The first core task of which a place is still as in the starter. */
function notStarted({ lesson }: Extra): NotPlayed | undefined {
  const files = lesson.files.map(({ name }) => ({ name, ...touched(lesson, name) }))
  for (const { id, title, optional } of lesson.tasks) {
    const file = files.find(({ open }) => open.has(id))
    if (optional || !file) continue
    const place = `lessons/${folderOf(lesson)}/${file.name}:${file.lines.get(id)}`
    return {
      short: `task ${id} is open: ${place}`,
      why: `Not played: task ${id} (${title}) has a place that is not done yet. The solution plays it: npm run lesson ${lesson.id} solution compare`,
      failed: false,
    }
  }
  return undefined
}

async function rowOf(mechanism: Mechanism, { server }: Extra, client: Client): Promise<Row> {
  const { name, needs } = mechanism
  if (needs !== undefined && Number.parseInt(server.version, 10) < needs) {
    return {
      name,
      result: {
        short: `needs Redis ${needs}`,
        why: `Not played: it needs Redis ${needs} or later, and this is Redis ${server.version}.`,
        failed: false,
      },
    }
  }
  const strays: string[] = []
  const context = {
    name,
    stray: (error: unknown, what: string) => strays.push(strayText(error, what)),
    print() {},
  }
  const namespace = `${server.namespace}${randomBytes(3).toString('hex')}:`
  try {
    const counts = await runInContext(context, () =>
      playStory({ redis: server, namespace, client, mechanism }),
    )
    const troubles = [...counts.troubles, ...new Set(strays)]
    return { name, result: { counts: { ...counts, troubles }, remarks: mechanism.remarks(counts) } }
  } catch (error) {
    const why = error instanceof NotStarted ? error.message : describe(error)
    const lines = [why, ...new Set(strays)]
    return { name, result: { short: 'did not come to the end', why: lines.join('\n  '), failed: true } }
  }
}
