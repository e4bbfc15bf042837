import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lessonReport } from '../../checks/report/lesson-report.ts'
import { nearlyText } from '../../checks/report/nearly.ts'
import { ownAdapter } from '../../checks/report/own-adapter.ts'
import { progressText } from '../../checks/report/progress-text.ts'
import { recordResult } from '../../checks/report/record.ts'
import type { CheckResult, LessonResult } from '../../checks/report/result.ts'
import { touchedFiles } from '../../checks/report/touched-files.ts'
import { factsOf } from '../../checks/server-facts.ts'
import { makeSureOfServers } from '../../checks/server-watch.ts'
import type { Server } from '../../redis/server.ts'
import { ADAPTER_LESSON } from '../adapter.ts'
import { loadLesson } from '../catalogue.ts'
import { ROOT } from '../folders.mjs'
import { type Client, folderOf, type Lesson } from '../manifest.ts'
import { paint, print } from '../terminal.mjs'
import { endsText, play } from './play.ts'
import { Player } from './player.ts'
import { watchSaves } from './saves.ts'

/**
 * Checks a lesson now, and again whenever one of the learner's files is saved, until Ctrl-C.
 *
 * The threads for the next run are started beforehand, with all loaded but the learner's code, so that a verdict
 * does not wait for them.
 */
export async function watch(
  lesson: Lesson,
  clients: readonly Client[],
  server: Server,
  own: boolean,
  first: ReadonlyMap<Client, Player>,
): Promise<void> {
  const folder = join(ROOT, 'lessons', folderOf(lesson))
  const players = new Map(first)
  const results = new Map<Client, readonly CheckResult[]>()
  const waiting = new Set<Client>(clients)
  let running = false
  let over = false

  const newPlayer = (client: Client) =>
    new Player({ folder: folderOf(lesson), client, part: 'check', early: true })
  let failed = (_: unknown) => {}
  const run = async (): Promise<void> => {
    if (running) return
    running = true
    while (waiting.size > 0) {
      clearScreen()
      const now = clients.filter((client) => waiting.delete(client))
      console.log(paint('dim', `${time()}  Checking ${now.join(' and ')}.\n`))
      await checkNow(now)
    }
    running = false
  }

  const checkNow = async (now: readonly Client[]): Promise<void> => {
    const ready = new Map(now.map((client) => [client, players.get(client) ?? newPlayer(client)]))
    const what = {
      lesson,
      area: 'lessons',
      clients: now,
      server: factsOf(server),
      own,
      part: 'check',
      nearly(client: Client, results: readonly CheckResult[], waiting: readonly string[]) {
        if (over) return
        const touched = touchedFiles(lesson, now)
        const of = { lesson, area: 'lessons', clients: now, results, touched } as const
        print(`${nearlyText(of, client, waiting)}\n`)
      },
    } as const
    const played = await play(what, (text) => over || console.log(text), ready)
    await makeSureOfServers()
    if (over) return
    for (const client of now)
      results.set(
        client,
        played.results.filter((result) => result.client === client),
      )
    const ends = played.interrupted.size > 0 ? endsText(what, { ...played, ends: new Map() }) : []
    const builtOn = own ? ownAdapter(lesson, await loadLesson(ADAPTER_LESSON), clients) : undefined
    const of: LessonResult = {
      lesson,
      area: 'lessons',
      clients,
      results: clients.flatMap((client) => results.get(client) ?? []),
      touched: touchedFiles(lesson, clients),
      ...(builtOn && { ownAdapter: builtOn }),
    }
    // What was interrupted has not been checked to the end.
    recordResult({ ...of, clients: clients.filter((client) => !played.interrupted.has(client)) })
    console.log([lessonReport(of), ...ends].join('\n\n'))
    console.log(`\n${progressText(of)}`)
    print(
      paint(
        'dim',
        `\n${time()}  Waiting for you to save a file of lessons/${folderOf(lesson)}. Ctrl-C ends it.`,
      ),
    )
    for (const client of now) players.set(client, newPlayer(client))
  }

  const dropPlayers = () => {
    const old = [...players.values()]
    players.clear()
    return Promise.all(old.map((player) => player.end()))
  }
  const start = (): void => {
    run().catch((error: unknown) => {
      running = false
      // Another branch may be without this lesson for a while. It begins anew when the folder is back.
      if (over || existsSync(folder)) return failed(error)
      for (const client of clients) waiting.add(client)
    })
  }
  const endSaves = watchSaves(folder, {
    gone() {
      print(`\nlessons/${folderOf(lesson)} isn't there. Waiting for it to come back. Ctrl-C ends it.`)
    },
    back() {
      // Those that were getting ready may have missed their files.
      void dropPlayers()
      if (waiting.size > 0) start()
    },
    saved(files) {
      for (const name of files) {
        // A file of the learner's own may be used by both.
        const client = lesson.files.find((file) => file.name === name)?.client
        for (const one of client ? [client] : clients) if (clients.includes(one)) waiting.add(one)
      }
      start()
    },
  })

  await new Promise<void>((resolve, reject) => {
    failed = reject
    start()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  over = true
  endSaves()
  await dropPlayers()
}

function clearScreen(): void {
  if (process.stdout.isTTY && process.env.TERM !== 'dumb') process.stdout.write('\u001b[2J\u001b[3J\u001b[H')
}

function time(): string {
  return new Date().toTimeString().slice(0, 8)
}
