/** `npm run lesson 03 compare`: the same story on the lesson's gateway and on Socket.IO's adapters. */

import { quote } from '#shared/cli/args.mjs'
import { Misuse, print } from '#shared/core/terminal.mjs'
import type { RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { rowsOf } from './compare/rows.ts'
import { STORY } from './compare/story.ts'
import { tableText } from './compare/table.ts'

/** How long the process may take to exit, in milliseconds. */
const END_WITHIN = 3_000

export const run: RunLessonCommand = async (extra) => {
  const [unknown] = extra.words
  if (unknown !== undefined) {
    throw new Misuse(
      `npm run lesson ${extra.lesson.id} compare does not know ${quote(unknown)}; it takes solution, own, node-redis and ioredis.`,
    )
  }
  const client = extra.clients[0]!
  print(`With ${client}. ${STORY}\n`)
  const rows = await rowsOf(extra, client)
  console.log(tableText(rows))
  endSoon()
  const failed = rows.some(({ result }) =>
    'why' in result ? result.failed : result.counts.troubles.length > 0,
  )
  return failed ? 1 : 0
}

/** Ends the process even if the learner's code keeps a connection or a timer. */
function endSoon(): void {
  setTimeout(() => process.exit(), END_WITHIN).unref()
}
