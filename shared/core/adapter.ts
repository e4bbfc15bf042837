import { join } from 'node:path'
import { ROOT } from './lesson-paths.mjs'
import type { Lesson } from './manifest.ts'

/** The folder of the lesson that makes the PubSub adapter. */
export const ADAPTER_LESSON = '02-patterns'

/**
 * Where a file of the PubSub adapter is: lesson 02 makes it, and lessons from 03 on are built on it.
 *
 * @param name For example `ioredis.ts`.
 * @param own Takes the learner's own instead of the solution.
 */
export function adapterPath(name: string, own: boolean): string {
  return join(ROOT, own ? 'lessons' : 'solutions', ADAPTER_LESSON, name)
}

/** Whether a lesson's code is built on the adapter: then its manifest loads that, too. */
export function isBuiltOnAdapter({ load }: Pick<Lesson, 'load'>): boolean {
  return load.length > 2
}
