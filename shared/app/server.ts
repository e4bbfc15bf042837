import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { findLesson, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import type { Client, Lesson } from '#shared/core/manifest.ts'
import { Refusal } from '#shared/core/terminal.mjs'
import { clientNamed, comparison, experiment, hintsFor, resetFile } from './actions.ts'
import type { Bundle } from './bundle.ts'
import { runDemo } from './demo.ts'
import { companionWord } from './lesson-list.ts'
import { isFromHere, listens, portOf, protectiveHeaders } from './loopback.ts'
import type { Pushed } from './messages.ts'
import type { Pages } from './pages.ts'
import { isShown } from './shown-files.ts'
import { hasToken } from './token.ts'
import type { Watcher, Workshop } from './workshop.ts'

/** What the server is made of. */
export interface AppParts {
  readonly workshop: Workshop
  readonly pages: Pages
  readonly bundle: Promise<Bundle>
  readonly token: string
  /** Hosts under which the port is forwarded, for example by Codespaces. */
  readonly forwarded: (port: number) => readonly string[]
}

/** The server of the page, on 127.0.0.1 only. */
export interface App {
  readonly port: number
  close(): Promise<void>
}

/** Nothing that a page sends is longer, in bytes. */
const LONGEST_BODY = 4096
/** Keeps a connection without news open, in milliseconds. */
const ALIVE_EVERY_MS = 20_000

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
}

/** A request that can't be answered, with the status and a sentence. */
class NoAnswer extends Error {
  readonly status: number

  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

/**
 * Starts the server.
 *
 * @param wanted The port to take if it's free; 0 stands for any.
 */
export async function startApp(parts: AppParts, wanted: number): Promise<App> {
  const http = createServer((request, response) => {
    respond(parts, portOf(http), request, response).catch((error: unknown) => {
      const status = error instanceof NoAnswer ? error.status : error instanceof Refusal ? 409 : 500
      send(response, status, '.json', JSON.stringify({ sentence: (error as Error).message }))
    })
  })
  if (!(await listens(http, wanted))) await listens(http, 0)
  return {
    port: portOf(http),
    async close() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      http.closeAllConnections()
      await closed
    },
  }
}

async function respond(
  parts: AppParts,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const rights = { styles: true, frames: ['http://127.0.0.1:*'] }
  for (const [name, value] of Object.entries(protectiveHeaders(port, rights))) response.setHeader(name, value)
  if (!isFromHere(request.headers, port, parts.forwarded(port)))
    throw new NoAnswer(403, 'This page is only for a browser on this machine.')
  const url = new URL(request.url ?? '/', 'http://workbook')
  const path = url.pathname
  if (path.startsWith('/api/')) return await api(parts, path.slice(5).split('/'), url, request, response)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new NoAnswer(405, 'Only GET is possible here.')
  if (path === '/app.js') return send(response, 200, '.js', (await parts.bundle).script)
  if (path === '/app.css') return send(response, 200, '.css', (await parts.bundle).style)
  if (path === '/icon.svg') return send(response, 200, '.svg', asset('icon.svg'))
  const file = decoded(path).replace(/^\/files\//, '')
  if (path.startsWith('/files/') && isShown(file))
    return send(response, 200, extname(file), readFileSync(join(ROOT, file)))
  if (/^\/(?:lessons\/\d\d|docs\/[a-z-]+)?$/.test(path))
    return send(response, 200, '.html', asset('index.html'))
  throw new NoAnswer(404, 'There is no such page.')
}

function asset(name: string): string {
  return readFileSync(join(import.meta.dirname, 'page', name), 'utf8')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new NoAnswer(400, 'This address is not well formed.')
  }
}

/** All of it needs the token: what acts, and what shows the learner's code. */
async function api(
  { workshop, pages, token }: AppParts,
  [area = '', id = '', what = '', detail = '']: readonly string[],
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!hasToken(request.headers, token)) throw new NoAnswer(401, 'Open the address that npm start printed.')
  const json = (value: unknown) => send(response, 200, '.json', JSON.stringify(value ?? {}))
  const isPost = request.method === 'POST'
  if (area === 'events') {
    const lesson = url.searchParams.get('lesson')
    return listen(workshop, lesson ? await lessonNamed(lesson) : undefined, response)
  }
  if (area === 'docs' && !isPost) {
    const text = await pages.guide(id)
    if (!text) throw new NoAnswer(404, 'There is no such page.')
    return json(text)
  }
  if (area === 'redis' && isPost) return json(await workshop.startRedis())
  if (area !== 'lessons') throw new NoAnswer(404, 'There is nothing of this name.')
  const lesson = await lessonNamed(id)
  if (what === 'text' && !isPost) return json(await pages.lesson(lesson))
  if (what === 'compare' && !isPost) return json(await comparison(lesson))
  if (what === 'story' && !isPost) {
    const story = workshop.panel(lesson)?.story(clientIn(url), detail)
    if (!story) throw new NoAnswer(404, 'There is no such check.')
    return json(story)
  }
  if (what === 'hints') {
    const hints = await hintsFor(lesson, detail, clientIn(url), isPost)
    if (isPost) workshop.tellLesson(lesson)
    return json(hints)
  }
  if (!isPost) throw new NoAnswer(404, 'There is nothing of this name.')
  if (what === 'check') return json(workshop.panel(lesson)?.again())
  if (what === 'experiment') {
    const server = workshop.server
    if (!server) throw new NoAnswer(503, 'There is no Redis at the moment.')
    return json(await experiment(lesson, Number(detail), server))
  }
  if (what === 'companion') {
    const word = companionWord(lesson)
    if (word === undefined) throw new NoAnswer(404, 'There is nothing of this name.')
    const companion = workshop.companion(lesson)
    if (detail === 'stop') return json(await companion.stop())
    if (detail === 'press') {
      const { key } = (await body(request)) as { key?: unknown }
      return json(companion.press(String(key)))
    }
    const { solution } = (await body(request)) as { solution?: unknown }
    return json(await companion.start(lesson, word, solution === true, `http://${request.headers.host}`))
  }
  if (what === 'demo') {
    const server = workshop.server
    if (!server) throw new NoAnswer(503, 'There is no Redis at the moment.')
    const area = url.searchParams.get('area') === 'solutions' ? 'solutions' : 'lessons'
    return json(await runDemo(lesson, clientIn(url), area, server))
  }
  if (what === 'reset') {
    const { file } = (await body(request)) as { file?: unknown }
    if (!lesson.files.some(({ name }) => name === file))
      throw new NoAnswer(400, 'The lesson has no such file.')
    const printed = await resetFile(lesson, String(file))
    workshop.tellLesson(lesson)
    return json({ printed })
  }
  throw new NoAnswer(404, 'There is nothing of this name.')
}

function clientIn(url: URL): Client {
  return clientNamed(url.searchParams.get('client')) ?? 'node-redis'
}

async function lessonNamed(id: string): Promise<Lesson> {
  const folder = /^\d\d$/.test(id) ? findLesson(id) : undefined
  if (!folder) throw new NoAnswer(404, 'There is no such lesson.')
  return loadLesson(folder)
}

async function body(request: IncomingMessage): Promise<object> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > LONGEST_BODY) throw new NoAnswer(413, 'This is more than the page ever sends.')
  }
  try {
    const value: unknown = JSON.parse(text || '{}')
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Told below.
  }
  throw new NoAnswer(400, 'This is not what the page sends.')
}

/** Keeps a window up to date: server-sent events, until it goes. */
function listen(workshop: Workshop, lesson: Lesson | undefined, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
  const watcher: Watcher = {
    lesson,
    push: (pushed: Pushed) => void response.write(`data: ${JSON.stringify(pushed)}\n\n`),
  }
  const alive = setInterval(() => response.write(':\n\n'), ALIVE_EVERY_MS)
  response.once('close', () => {
    clearInterval(alive)
    workshop.remove(watcher)
  })
  workshop.add(watcher)
}

function send(response: ServerResponse, status: number, type: string, text: string | Buffer): void {
  if (response.headersSent) return void response.end()
  response.writeHead(status, { 'Content-Type': TYPES[type] ?? 'application/octet-stream' })
  response.end(response.req.method === 'HEAD' ? undefined : text)
}
