import type { Vitest } from 'vitest/node'
import { type BlockedAt, whereBlocked } from './blocked-thread.ts'
import { originalLine, stalledText } from './stalled-text.ts'

/** Finds the line of an endless loop in a run of Vitest, and says it. */
export async function stalled(vitest: Vitest, thread: number): Promise<string> {
  const at = await whereBlocked(thread)
  return stalledText(at, at && lineInVitest(vitest, at))
}

/** Vitest compiles each file for its environment, and keeps the source map with the module. */
function lineInVitest(vitest: Vitest, at: BlockedAt): number | undefined {
  for (const project of vitest.projects) {
    for (const environment of Object.values(project.vite.environments)) {
      const map = environment.moduleGraph?.getModuleById(at.file)?.transformResult?.map
      const line = map && 'mappings' in map && map.mappings ? originalLine(map as never, at) : undefined
      if (line) return line
    }
  }
  return undefined
}
