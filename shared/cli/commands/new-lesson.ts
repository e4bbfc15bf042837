/** `npm run new-lesson 10 counters`, for contributors: writes every file of a new lesson. */

import { newLesson } from '#shared/authoring/new-lesson/new-lesson.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { print, runCommand } from '#shared/core/terminal.mjs'
import { readArgs } from '../args.mjs'

await runCommand(async () => {
  const { rest } = readArgs({
    command: 'npm run new-lesson',
    example: 'npm run new-lesson 10 counters',
    other: (word) => /^[\w-]+$/.test(word),
  })
  const files = await newLesson(rest.join('-'), ROOT)
  for (const file of files) console.log(`written ${file}`)
  print('The lesson works as it is. npm run check lists what to fill in, in a good order.')
})
