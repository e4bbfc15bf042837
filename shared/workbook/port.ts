import { join } from 'node:path'
import { ROOT } from './folders.mjs'

/**
 * Where a file of the Pub/Sub port is that lessons from 03 on are built on: what lesson 02 makes.
 *
 * @param name For example `ioredis.ts`.
 * @param mine Takes the learner's own instead of the solution.
 */
export function portPath(name: string, mine: boolean): string {
  return join(ROOT, mine ? 'lessons' : 'solutions', '02-patterns', name)
}
