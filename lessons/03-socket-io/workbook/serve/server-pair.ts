import { folderOf } from '#shared/core/manifest.ts'
import { paint } from '#shared/core/terminal.mjs'
import type { LessonCommand } from '#shared/runner/lesson-command.ts'
import { ChatServer, type ChatServerEvents, NotServing } from './chat-server.ts'
import { Feed } from './feed.ts'
import { type PageState, SERVERS, type ServerName } from './messages.ts'
import { nextTask } from './words.ts'

/** The ports that the servers have when they can: odd ones are tried for A, even ones for B. */
const FIRST_PORT = 3001
/** After so many taken ports, it uses any free one. */
const TRIES = 10
/** A problem that comes again and again is told once in this time, in milliseconds. */
const REPEAT_MS = 5000

/** The two servers, each of which is told what happens on both. */
export class ServerPair {
  readonly #extra: LessonCommand
  readonly #servers = new Map<ServerName, ChatServer>()
  readonly #ports = new Map<ServerName, number>()
  readonly #told = new Map<string, number>()
  readonly #feed = new Feed((seen, missed) => {
    const state = this.#state()
    for (const server of this.#servers.values()) server.order({ what: 'news', seen, missed, state })
  })
  readonly #events: ChatServerEvents = {
    seen: (seen) => {
      const { server, step } = seen
      if (step.what === 'problem' && !this.#tellOnce(server, step.text)) return
      this.#feed.add(seen)
    },
    changed: () => this.#feed.changed(),
    asked: (request, name) => this.#servers.get(name)?.[request](),
  }
  #next: string | undefined

  constructor(extra: LessonCommand) {
    this.#extra = extra
  }

  /** Where the page of a server is. */
  url(name: ServerName): string {
    return `http://127.0.0.1:${this.#ports.get(name)}`
  }

  /**
   * Starts both servers, on the ports that they had before.
   *
   * @returns False when one of them could not be started; why was told.
   */
  async start(): Promise<boolean> {
    this.#told.clear()
    this.#next = this.#extra.area === 'lessons' ? nextTask(this.#extra.lesson) : undefined
    const started = await Promise.allSettled(SERVERS.map((name) => this.#start(name)))
    // Each page shows both servers.
    this.#feed.changed()
    const failed = started.find((result) => result.status === 'rejected')
    if (failed && !(failed.reason instanceof NotServing)) throw failed.reason
    return failed === undefined
  }

  /** Ends both servers. They can be started again. */
  async stop(): Promise<void> {
    const servers = [...this.#servers.values()]
    this.#servers.clear()
    await Promise.all(servers.map((server) => server.close()))
  }

  /** Ends all. */
  async close(): Promise<void> {
    this.#feed.close()
    await this.stop()
  }

  async #start(name: ServerName): Promise<void> {
    const { lesson, area, own, server: redis } = this.#extra
    const before = this.#ports.get(name)
    const first = FIRST_PORT + SERVERS.indexOf(name)
    const usual = Array.from({ length: TRIES }, (_, index) => first + index * SERVERS.length)
    const job = {
      server: name,
      folder: folderOf(lesson),
      area,
      client: clientOf(this.#extra),
      own,
      namespace: redis.namespace,
      ports: [...(before ? [before] : []), ...usual, 0],
    }
    const { server, taken } = await ChatServer.start(job, redis.url, this.#events)
    this.#servers.set(name, server)
    const port = Number(new URL(server.state.url).port)
    this.#ports.set(name, port)
    if (taken.length > 0) {
      console.log(`Port ${taken[0]} is taken by another program, so server ${name} uses ${port}.`)
    }
  }

  #state(): PageState {
    const { lesson, area, server: redis } = this.#extra
    const whose = area === 'solutions' ? 'the reference solution' : 'your code'
    return {
      title: `Lesson ${lesson.id} · ${lesson.title}`,
      code: `${whose}, on ${clientOf(this.#extra)}`,
      redis: redis.label,
      next: this.#next,
      servers: SERVERS.flatMap((name) => this.#servers.get(name)?.state ?? []),
    }
  }

  /** Tells a problem in the terminal. False when it has just been told. */
  #tellOnce(server: ServerName, text: string): boolean {
    const key = `${server} ${text}`
    const last = this.#told.get(key)
    if (last !== undefined && performance.now() - last < REPEAT_MS) return false
    if (this.#told.size > 100) this.#told.clear()
    this.#told.set(key, performance.now())
    console.log(`${paint('yellow', `Server ${server}:`)} ${text}`)
    return true
  }
}

/** The first client that was named, or node-redis. */
function clientOf({ clients }: LessonCommand): LessonCommand['clients'][number] {
  return clients[0] ?? 'node-redis'
}
