/** `npm run lesson 03 serve`: the lesson's code on two web servers, and a page that shows the path of each message. */
import { join } from 'node:path'
import { quote } from '#shared/cli/args.mjs'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { CLIENTS, folderOf } from '#shared/core/manifest.ts'
import { starterStatus } from '#shared/core/starter-status.ts'
import { Misuse, paint } from '#shared/core/terminal.mjs'
import type { LessonCommand, RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { SERVERS } from './serve/messages.ts'
import { onSave } from './serve/on-save.ts'
import { ServerPair } from './serve/server-pair.ts'
import { nextTask } from './serve/words.ts'

export const run: RunLessonCommand = async (extra) => {
  const [unknown] = extra.words
  if (unknown !== undefined) {
    throw new Misuse(
      `serve doesn't know the word ${quote(unknown)}.\n  Example: npm run lesson 03 solution serve ioredis`,
    )
  }
  const asked = endAsked()
  sayWhatIsMissing(extra)
  const pair = new ServerPair(extra)
  try {
    if (!(await pair.start())) return 1
    console.log('Open both, each in its own window:\n')
    for (const name of SERVERS) console.log(`  Server ${name}   ${paint('cyan', pair.url(name))}`)
    console.log(
      `\n${extra.area === 'lessons' ? 'Both restart when you save your code. ' : ''}Press Ctrl-C to stop.\n`,
    )
    await serveUntil(asked.end, extra, pair)
  } finally {
    await pair.close()
    asked.forget()
  }
  return 0
}

/** Restarts the servers whenever the learner saves a file, until a signal asks the program to end. */
async function serveUntil(
  end: Promise<void>,
  { lesson, area }: LessonCommand,
  pair: ServerPair,
): Promise<void> {
  let turn = Promise.resolve()
  let fail = (_: unknown) => {}
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  const names = lesson.files.map(({ name }) => name)
  const forget = onSave(join(ROOT, area, folderOf(lesson)), names, (name) => {
    turn = turn
      .then(async () => {
        await pair.stop()
        if (await pair.start()) console.log(`${name} was saved: both servers have restarted.`)
      })
      .catch(fail)
  })
  try {
    await Promise.race([end, failed])
  } finally {
    forget()
    await turn
  }
}

function sayWhatIsMissing({ lesson, area }: LessonCommand): void {
  const next = area === 'lessons' ? nextTask(lesson) : undefined
  if (!next) return
  const untouched = starterStatus(lesson, CLIENTS[0]).untouched
  if (untouched) {
    console.log("You haven't started yet, so the page shows what is missing. To see the finished chat:")
    console.log(`  npm run lesson ${lesson.id} solution serve\n`)
  }
  console.log(`${next}\n`)
}

/** Waits for Ctrl-C, or another signal that asks the program to end. */
function endAsked(): { end: Promise<void>; forget(): void } {
  let ask = () => {}
  const end = new Promise<void>((resolve) => {
    ask = resolve
  })
  // npm passes Ctrl-C on to a program that has already received it, so it may come twice.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, ask)
  const forget = () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, ask)
  }
  return { end, forget }
}
