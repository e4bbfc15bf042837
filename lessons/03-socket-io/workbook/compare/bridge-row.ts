import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadErrorText } from '#shared/checks/load-error.ts'
import { adapterPath } from '#shared/core/adapter.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { type Client, folderOf } from '#shared/core/manifest.ts'
import { loadInTime } from '#shared/isolate/loader.ts'
import type { LessonCommand } from '#shared/runner/lesson-command.ts'
import { lesson } from '../lesson.ts'
import type { Subject } from '../subject.ts'
import { bridge } from './bridge.ts'
import { rowOf, type StoryServer } from './row.ts'
import type { Row } from './table.ts'

/** Which gateway to play, and on what. It can be copied to another thread. */
export interface BridgeJob extends Pick<LessonCommand, 'area' | 'own'> {
  readonly client: Client
  readonly server: StoryServer
}

/** The gateway's name in the table. */
export function bridgeName(area: LessonCommand['area']): string {
  return area === 'solutions' ? "the solution's gateway" : 'your gateway'
}

/** The learner's gateway or the solution's. */
export async function bridgeRow({ area, own, client, server }: BridgeJob): Promise<Row> {
  const name = bridgeName(area)
  try {
    const subject = (await loadInTime(() =>
      lesson.load(
        client,
        (file) => import(pathToFileURL(join(ROOT, area, folderOf(lesson), file)).href),
        (file) => import(pathToFileURL(adapterPath(file, own)).href),
      ),
    )) as Subject
    return await rowOf(bridge(name, subject), server, client)
  } catch (error) {
    return { name, result: { short: 'failed to load', why: loadErrorText(error), failed: true } }
  }
}
