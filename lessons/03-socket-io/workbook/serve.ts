/** `npm run lesson 03 serve`: the lesson's code behind two web servers, and a page that shows the way of a message. */
import { beginText } from '../../../shared/checks/report/begin-text.ts'
import { touchedFiles } from '../../../shared/checks/report/touched-files.ts'
import type { Extra, RunExtra } from '../../../shared/workbook/extra.ts'
import { folderOf } from '../../../shared/workbook/manifest.ts'
import { Misuse, paint } from '../../../shared/workbook/terminal.mjs'
import { quote } from '../../../shared/workbook/words.mjs'
import { ChatServer, type ChatServerEvents, NotServing } from './serve/chat-server.ts'
import { Feed } from './serve/feed.ts'
import { type PageState, SERVERS, type ServerName } from './serve/messages.ts'

/** The ports that the servers have when they can: odd ones are tried for A, even ones for B. */
const FIRST_PORT = 3001
/** After so many ports that somebody else has, any free one will do. */
const TRIES = 10

export const run: RunExtra = async (extra) => {
  const [unknown] = extra.words
  if (unknown !== undefined) {
    throw new Misuse(
      `serve takes no word like ${quote(unknown)}.\n  Example: npm run lesson 03 solution serve ioredis`,
    )
  }
  const asked = endAsked()
  sayWhoseCode(extra)

  const servers = new Map<ServerName, ChatServer>()
  const told = new Problems()
  const feed = new Feed((seen, missed) => {
    const state = pageState(extra, [...servers.values()])
    for (const server of servers.values()) server.order({ what: 'news', seen, missed, state })
  })
  const events: ChatServerEvents = {
    seen(seen) {
      if (seen.step.what === 'problem' && !told.isNew(seen.server, seen.step.text)) return
      feed.add(seen)
    },
    changed: () => feed.changed(),
    asked: (request, name) => servers.get(name)?.[request](),
  }

  try {
    const started = await Promise.allSettled(
      SERVERS.map(async (name) => servers.set(name, await startServer(name, extra, events))),
    )
    const failed = started.find((result) => result.status === 'rejected')
    if (failed) {
      if (failed.reason instanceof NotServing) return 1
      throw failed.reason
    }
    // Each page shows both servers.
    feed.changed()
    console.log('\nOpen both, each in a window of its own:\n')
    for (const name of SERVERS) {
      console.log(`  Server ${name}   ${paint('cyan', servers.get(name)?.state.url ?? '')}`)
    }
    console.log('\nCtrl-C ends it.')
    await asked.end
  } finally {
    feed.close()
    await Promise.all([...servers.values()].map((server) => server.close()))
    asked.forget()
  }
  return 0
}

async function startServer(name: ServerName, extra: Extra, events: ChatServerEvents): Promise<ChatServer> {
  const { lesson, area, mine, server: redis } = extra
  const first = FIRST_PORT + SERVERS.indexOf(name)
  const ports = Array.from({ length: TRIES }, (_, index) => first + index * SERVERS.length)
  const job = {
    server: name,
    folder: folderOf(lesson),
    area,
    client: clientOf(extra),
    mine,
    namespace: redis.namespace,
    ports: [...ports, 0],
  }
  const { server, taken } = await ChatServer.start(job, redis.url, events)
  if (taken.length > 0) {
    const port = new URL(server.state.url).port
    console.log(`Port ${taken[0]} is taken by another program, so server ${name} uses ${port}.`)
  }
  return server
}

/** The first client that was named, or node-redis. */
function clientOf({ clients }: Extra): Extra['clients'][number] {
  return clients[0] ?? 'node-redis'
}

function pageState(extra: Extra, servers: readonly ChatServer[]): PageState {
  const { lesson, area, server: redis } = extra
  const whose = area === 'solutions' ? 'the reference solution' : 'your code'
  return {
    title: `Lesson ${lesson.id} · ${lesson.title}`,
    code: `${whose}, on ${clientOf(extra)}`,
    redis: redis.label,
    servers: servers.map((server) => server.state).sort((one, other) => one.name.localeCompare(other.name)),
  }
}

function sayWhoseCode(extra: Extra): void {
  const { lesson, area } = extra
  if (area === 'solutions') return
  const client = clientOf(extra)
  if (!touchedFiles(lesson, [client]).get(client)?.untouched) return
  console.log(
    'You have not begun yet, so the page will tell you what is missing. How it looks when all is done:',
  )
  console.log(`  npm run lesson ${lesson.id} solution serve\n`)
  console.log(`${beginText(lesson, client)}\n`)
}

/** Tells problems in the terminal; one that comes again and again is told once in a while. */
class Problems {
  readonly #last = new Map<string, number>()

  /** True when nobody was told of it in the last few seconds. */
  isNew(server: ServerName, text: string): boolean {
    const key = `${server} ${text}`
    const last = this.#last.get(key)
    if (last !== undefined && performance.now() - last < 5000) return false
    if (this.#last.size > 100) this.#last.clear()
    this.#last.set(key, performance.now())
    console.log(`${paint('yellow', `Server ${server}:`)} ${text}`)
    return true
  }
}

/** Ctrl-C, and what else asks a program to end. */
function endAsked(): { end: Promise<void>; forget(): void } {
  let ask = () => {}
  const end = new Promise<void>((resolve) => {
    ask = resolve
  })
  // npm hands Ctrl-C on to a program that has had it already, so it may come twice.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, ask)
  const forget = () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, ask)
  }
  return { end, forget }
}
