import { type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { paint, print } from '#shared/core/terminal.mjs'
import type { Server } from '#shared/redis/server.ts'
import { withDiagrams } from '../report/diagram-file.ts'
import { lessonReport } from '../report/lesson-report.ts'
import { partialReport } from '../report/partial-report.ts'
import { progressText } from '../report/progress-text.ts'
import { LiveChecks } from './live-checks.ts'
import { endsText } from './play.ts'
import type { Player } from './player.ts'

/**
 * Checks a lesson now, and again whenever one of the learner's files is saved, until Ctrl-C.
 *
 * @param players Threads that have been started already.
 */
export async function watch(
  lesson: Lesson,
  clients: readonly Client[],
  server: Server,
  own: boolean,
  players: ReadonlyMap<Client, Player>,
): Promise<void> {
  const folder = folderOf(lesson)
  let live: LiveChecks | undefined
  await new Promise<void>((resolve, reject) => {
    live = new LiveChecks(
      { lesson, clients, server, own, players },
      {
        began(now) {
          clearScreen()
          console.log(paint('dim', `${time()}  Checking ${now.join(' and ')}.\n`))
        },
        nearly: (of, client, waiting) => print(`${partialReport(of, client, waiting)}\n`),
        ended({ of, played }) {
          const ends =
            played.interrupted.size > 0
              ? endsText({ lesson, area: 'lessons' }, { ...played, ends: new Map() })
              : []
          console.log([lessonReport(withDiagrams(of)), ...ends].join('\n\n'))
          console.log(`\n${progressText(of)}`)
          print(
            paint('dim', `\n${time()}  Waiting for you to save a file of lessons/${folder}. Ctrl-C ends it.`),
          )
        },
        gone() {
          print(`\nlessons/${folder} isn't there. Waiting for it to come back. Ctrl-C ends it.`)
        },
        failed: reject,
      },
    )
    live.check()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await live?.close()
}

function clearScreen(): void {
  if (process.stdout.isTTY && process.env.TERM !== 'dumb') process.stdout.write('\u001b[2J\u001b[3J\u001b[H')
}

function time(): string {
  return new Date().toTimeString().slice(0, 8)
}
