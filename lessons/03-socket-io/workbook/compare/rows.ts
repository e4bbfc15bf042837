import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe } from '../../../../shared/checks/failure.ts'
import { loadErrorText } from '../../../../shared/checks/load-error.ts'
import { NotStarted } from '../../../../shared/lesson/todo.ts'
import type { Extra } from '../../../../shared/workbook/extra.ts'
import { ROOT } from '../../../../shared/workbook/folders.mjs'
import { CLIENTS, type Client, folderOf } from '../../../../shared/workbook/manifest.ts'
import { portPath } from '../../../../shared/workbook/port.ts'
import { touched } from '../../../../shared/workbook/untouched.ts'
import type { Subject } from '../subject.ts'
import { classicAdapter, shardedAdapter, streamsAdapter } from './adapters.ts'
import { bridge } from './bridge.ts'
import type { Mechanism } from './mechanism.ts'
import { playStory } from './story.ts'
import { withStrays } from './strays.ts'
import type { NotPlayed, Row } from './table.ts'

/** Plays the story on the gateway and on each adapter, one after the other. */
export async function rowsOf(extra: Extra, client: Client): Promise<Row[]> {
  const rows = [await bridgeRow(extra, client)]
  for (const mechanism of [classicAdapter, shardedAdapter, streamsAdapter]) {
    rows.push(await rowOf(mechanism, extra, client))
  }
  return rows
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
  const { open } = touched(lesson, CLIENTS[0])
  for (const { id, title, optional } of lesson.tasks) {
    const at = open.get(id)
    if (optional || !at) continue
    const place = `${at.path}:${at.line}`
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
  const namespace = `${server.namespace}${randomBytes(3).toString('hex')}:`
  const { result, strays } = await withStrays(() =>
    playStory({ redis: server, namespace, client, mechanism }).catch((error: unknown) => ({ error })),
  )
  if ('error' in result) {
    const { error } = result
    const why = error instanceof NotStarted ? error.message : describe(error)
    return {
      name,
      result: { short: 'did not come to the end', why: [why, ...strays].join('\n  '), failed: true },
    }
  }
  const counts = { ...result, troubles: [...result.troubles, ...strays] }
  return { name, result: { counts, remarks: mechanism.remarks(counts) } }
}
