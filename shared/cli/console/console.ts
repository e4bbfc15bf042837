import { createInterface, type Interface } from 'node:readline'
import type { Connection } from '#shared/redis/connection.ts'
import { signIn } from '#shared/redis/handshake.ts'
import type { Server } from '#shared/redis/server.ts'
import { parseRedisUrl } from '#shared/redis/url.ts'
import { greeting, NOT_OURS } from './help.ts'
import { formatWatched, handleLine, isGone, type SessionParts } from './session.ts'
import { createWatcher } from './watcher.ts'

/** How often the console shows a server that is not ours that it is still there, in milliseconds. */
const ALIVE_EVERY_MS = 500

/**
 * Runs the console on stdin and stdout until `exit`, Ctrl-C, Ctrl-D or the end of a piped input.
 *
 * @returns 0, or 1 when Redis has gone meanwhile.
 */
export async function runConsole(server: Server): Promise<number> {
  const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true
  if (interactive) console.log(greeting(server))
  // Piped, only replies go to stdout.
  else
    console.error(
      server.kind === 'url' ? `This is ${server.label}.\n${NOT_OURS}` : `This is ${server.label}.`,
    )

  const connection = await open(server.url)
  // Only now, in one go with the loop below: lines that come before somebody asks for them are lost.
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: interactive,
    prompt: interactive ? 'redis> ' : '',
  })
  let busy = false
  const print = (text: string) => {
    if (interactive) printAbovePrompt(lines, text, busy)
    else console.log(text)
  }
  const watcher = createWatcher(server.url, (message) => print(formatWatched(message)))
  const parts: SessionParts = { connection, watcher, ours: server.kind !== 'url', print }
  // A server may close a connection that is idle; one that waits for messages it does not.
  const alive = setInterval(() => {
    if (!parts.ours && !parts.inTransaction) void connection.send('PING').catch(() => {})
  }, ALIVE_EVERY_MS)

  try {
    lines.on('SIGINT', () => lines.close())
    void connection.closed.then(() => lines.close())
    if (interactive) lines.prompt()
    for await (const line of lines) {
      busy = true
      if ((await handleLine(line, parts)) === 'exit') return 0
      busy = false
      if (interactive) lines.prompt()
    }
    // Both ends of the input and of the connection lead here.
    if (await isOpen(connection)) return 0
    throw new RedisGone()
  } catch (error) {
    if (!(error instanceof RedisGone) && !isGone(error)) throw error
    console.error('The connection to Redis is lost. Start the console again with: npm run redis')
    return 1
  } finally {
    clearInterval(alive)
    lines.close()
    watcher.close()
    connection.close()
  }
}

class RedisGone extends Error {}

async function open(url: string): Promise<Connection> {
  const address = parseRedisUrl(url)
  if ('wrong' in address) throw new TypeError(`The URL ${address.wrong}.`)
  return (await signIn(address, url)).connection
}

function isOpen(connection: Connection): Promise<boolean> {
  const open = new Promise<boolean>((resolve) => setImmediate(resolve, true))
  return Promise.race([connection.closed.then(() => false), open])
}

/** A message may come while somebody is typing: it goes above the line, which stays as it is. */
function printAbovePrompt(lines: Interface, text: string, busy: boolean): void {
  process.stdout.write(`\r\x1b[K${text}\n`)
  if (!busy) lines.prompt(true)
}
