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
import { bridge, type Subject } from './compare/bridge.ts'
import type { Mechanism } from './compare/mechanism.ts'
import { playStory, STORY } from './compare/story.ts'
import { type Row, tableText } from './compare/table.ts'

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
  return rows.some(({ result }) => typeof result !== 'string' && result.counts.troubles.length > 0) ? 1 : 0
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
    return { name, result: `It cannot be loaded: ${loadErrorText(error)}` }
  }
}

/** A sentence about the first core task of which a place is still as in the starter. */
function notStarted({ lesson }: Extra): string | undefined {
  const files = lesson.files.map(({ name }) => ({ name, ...touched(lesson, name) }))
  for (const { id, title, optional } of lesson.tasks) {
    const file = files.find(({ open }) => open.has(id))
    if (optional || !file) continue
    const place = `lessons/${folderOf(lesson)}/${file.name}:${file.lines.get(id)}`
    return `Not played: task ${id}, ${title}, is not done yet, see ${place}. The solution plays it: npm run lesson ${lesson.id} solution compare`
  }
  return undefined
}

async function rowOf(mechanism: Mechanism, { server }: Extra, client: Client): Promise<Row> {
  const { name, needs } = mechanism
  if (needs !== undefined && Number.parseInt(server.version, 10) < needs) {
    return {
      name,
      result: `Not played: it needs Redis ${needs} or later, and this is Redis ${server.version}.`,
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
    return { name, result: ['It did not come to the end.', why, ...new Set(strays)].join(' ') }
  }
}
