import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ADAPTER_LESSON } from '#shared/core/adapter.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { starterStatuses } from '#shared/core/touched-files.ts'
import type { Server } from '#shared/redis/server.ts'
import { serverInfoOf } from '#shared/redis/server-info.ts'
import { makeSureOfServers } from '#shared/redis/server-watch.ts'
import { ownAdapter } from '../report/own-adapter.ts'
import { recordResult } from '../report/record.ts'
import type { CheckResult, LessonResult } from '../report/result.ts'
import { type PlayResult, play } from './play.ts'
import { Player } from './player.ts'
import { watchSaves } from './saves.ts'

/** What is checked again and again. */
export interface LiveOptions {
  readonly lesson: Lesson
  readonly clients: readonly Client[]
  readonly server: Server
  /** Whether the code is built on the learner's own lesson 02. */
  readonly own: boolean
  /** Threads that have been started already, by client. */
  readonly players?: ReadonlyMap<Client, Player>
  /** Whether a save ends the run that it makes out of date. Default: the run goes on to its end. */
  readonly restarts?: boolean
}

/** Receives what happens while a lesson is checked live. */
export interface LiveListener {
  /** A run begins, on the files of these clients. */
  began(clients: readonly Client[]): void
  /** A check has ended. */
  checked?(result: CheckResult): void
  /** Only checks that wait for reconnects are left, of these tasks. */
  nearly(of: LessonResult, client: Client, waiting: readonly string[]): void
  /** A run has ended. `of` also has the results of clients that weren't part of it. */
  ended(run: {
    readonly of: LessonResult
    readonly clients: readonly Client[]
    readonly played: PlayResult
  }): void
  /** The lesson's folder isn't there: another branch may be without it. Checks go on when it's back. */
  gone(): void
  /** The checks can't go on, because the workbook itself has failed. */
  failed(error: unknown): void
}

/**
 * Checks a lesson now, and again whenever one of the learner's files is saved, until it is closed.
 *
 * The threads for the next run are started beforehand, with all loaded but the learner's code, so that a verdict
 * doesn't wait for them.
 */
export class LiveChecks {
  readonly #options: LiveOptions
  readonly #listener: LiveListener
  readonly #folder: string
  readonly #ready: Map<Client, Player>
  readonly #running = new Map<Client, Player>()
  readonly #results = new Map<Client, readonly CheckResult[]>()
  readonly #waiting: Set<Client>
  readonly #endSaves: () => void
  #isRunning = false
  #isOver = false

  constructor(options: LiveOptions, listener: LiveListener) {
    this.#options = options
    this.#listener = listener
    this.#folder = join(ROOT, 'lessons', folderOf(options.lesson))
    this.#ready = new Map(options.players)
    this.#waiting = new Set(options.clients)
    this.#endSaves = watchSaves(this.#folder, {
      gone: () => listener.gone(),
      back: () => {
        // Those that were getting ready may have missed their files.
        void this.#dropReady()
        if (this.#waiting.size > 0) this.#start()
      },
      saved: (files) => this.check(this.#clientsOf(files)),
    })
  }

  /** Checks these clients' code, as if it had just been saved. Default: all. */
  check(clients: Iterable<Client> = this.#options.clients): void {
    for (const client of clients) {
      this.#waiting.add(client)
      if (this.#options.restarts) void this.#running.get(client)?.end()
    }
    this.#start()
  }

  /** Ends everything, whatever the code is doing. */
  async close(): Promise<void> {
    this.#isOver = true
    this.#endSaves()
    const running = [...this.#running.values()].map((player) => player.end())
    await Promise.all([...running, this.#dropReady()])
  }

  #clientsOf(files: readonly string[]): Set<Client> {
    const { lesson, clients } = this.#options
    const named = files.flatMap((name) => {
      const client = lesson.files.find((file) => file.name === name)?.client
      // A file of the learner's own may be used by both.
      return client ? [client] : clients
    })
    return new Set(named.filter((client) => clients.includes(client)))
  }

  #start(): void {
    this.#run().catch((error: unknown) => {
      this.#isRunning = false
      if (this.#isOver) return
      // Another branch may be without this lesson for a while. It begins again when the folder is back.
      if (existsSync(this.#folder)) return this.#listener.failed(error)
      for (const client of this.#options.clients) this.#waiting.add(client)
    })
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    while (this.#waiting.size > 0 && !this.#isOver) {
      const now = this.#options.clients.filter((client) => this.#waiting.delete(client))
      this.#listener.began(now)
      await this.#checkNow(now)
    }
    this.#isRunning = false
  }

  async #checkNow(now: readonly Client[]): Promise<void> {
    const { lesson, server, own, clients } = this.#options
    for (const client of now) this.#running.set(client, this.#ready.get(client) ?? this.#newPlayer(client))
    for (const client of now) this.#ready.delete(client)
    const what = {
      lesson,
      area: 'lessons',
      clients: now,
      server: serverInfoOf(server),
      own,
      part: 'check',
      checked: (result: CheckResult) => {
        if (!this.#isOutdated(result.client)) this.#listener.checked?.(result)
      },
      nearly: (client: Client, results: readonly CheckResult[], waiting: readonly string[]) => {
        if (this.#isOutdated(client)) return
        const starters = starterStatuses(lesson, now)
        this.#listener.nearly({ lesson, area: 'lessons', clients: now, results, starters }, client, waiting)
        // A save may come before the clients have reconnected.
        if (this.#options.restarts) this.#makeReady(client)
      },
    } as const
    const played = await play(what, () => {}, this.#running)
    this.#running.clear()
    await makeSureOfServers()
    if (this.#isOver) return
    const complete = now.filter((client) => !this.#options.restarts || !this.#waiting.has(client))
    for (const client of complete) {
      this.#results.set(
        client,
        played.results.filter((result) => result.client === client),
      )
    }
    const of: LessonResult = {
      lesson,
      area: 'lessons',
      clients,
      results: clients.flatMap((client) => this.#results.get(client) ?? []),
      starters: starterStatuses(lesson, clients),
      ...(own && { ownAdapter: ownAdapter(lesson, await loadLesson(ADAPTER_LESSON), clients) }),
    }
    // What was interrupted has not been checked to the end.
    const checked = this.#options.restarts ? complete : clients
    recordResult({ ...of, clients: checked.filter((client) => !played.interrupted.has(client)) })
    if (complete.length > 0) this.#listener.ended({ of, clients: complete, played })
    for (const client of now) this.#makeReady(client)
  }

  /** Whether the code has been saved since the run began. */
  #isOutdated(client: Client): boolean {
    return this.#isOver || (this.#options.restarts === true && this.#waiting.has(client))
  }

  #newPlayer(client: Client): Player {
    return new Player({ folder: folderOf(this.#options.lesson), client, part: 'check', early: true })
  }

  #makeReady(client: Client): void {
    if (!this.#ready.has(client) && !this.#isOver) this.#ready.set(client, this.#newPlayer(client))
  }

  async #dropReady(): Promise<void> {
    const old = [...this.#ready.values()]
    this.#ready.clear()
    await Promise.all(old.map((player) => player.end()))
  }
}
