import { join } from 'node:path'
import { ROOT } from './folders.mjs'
import type { Lesson } from './manifest.ts'

/** The folder of the lesson that makes the port. */
export const PORT_LESSON = '02-patterns'

/**
 * Where a file of the Pub/Sub port is that lessons from 03 on are built on: what lesson 02 makes.
 *
 * @param name For example `ioredis.ts`.
 * @param mine Takes the learner's own instead of the solution.
 */
export function portPath(name: string, mine: boolean): string {
  return join(ROOT, mine ? 'lessons' : 'solutions', PORT_LESSON, name)
}

/** Whether a lesson's code is built on the port: then its manifest loads that, too. */
export function isBuiltOnPort({ load }: Pick<Lesson, 'load'>): boolean {
  return load.length > 2
}
