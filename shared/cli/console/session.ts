import { type Connection, ConnectionClosed } from '#shared/redis/connection.ts'
import { formatReply, quoted } from '#shared/redis/format-reply.ts'
import { RespError } from '#shared/redis/resp.ts'
import { BadLine, splitLine } from '#shared/redis/split-line.ts'
import { HELP } from './help.ts'
import { refusal } from './refuse.ts'
import type { Watched, Watcher } from './watcher.ts'

/** What a session works with. */
export interface SessionParts {
  readonly connection: Connection
  readonly watcher: Watcher
  /** False for a server that was given by URL. */
  readonly ours: boolean
  /** True between MULTI and EXEC: whatever is sent then becomes part of the transaction. */
  inTransaction?: boolean
  /** Takes lines to be shown. */
  print(text: string): void
}

/** Whether the console goes on after a line. */
export type Next = 'go-on' | 'exit'

/**
 * What the console does with one line. The console's own words are in lower case only: `watch` watches channels,
 * `WATCH` goes to Redis.
 *
 * @throws `ConnectionClosed` or the system's error when Redis has gone.
 */
export async function handleLine(line: string, parts: SessionParts): Promise<Next> {
  let words: string[]
  try {
    words = splitLine(line)
  } catch (error) {
    if (!(error instanceof BadLine)) throw error
    parts.print(error.message)
    return 'go-on'
  }
  const [first = '', ...rest] = words
  if (first === '') return 'go-on'
  if (/^(exit|quit)$/i.test(first)) return 'exit'
  if (first === 'help') parts.print(HELP)
  else if (first === 'watch') await watch(rest, parts)
  else if (first === 'unwatch') await unwatch(rest, parts)
  else await send(words, parts)
  return 'go-on'
}

/** A message as the console shows it. */
export function formatWatched({ pattern, channel, message }: Watched): string {
  const text = Buffer.isBuffer(message) ? quoted(message) : String(message)
  return pattern === channel ? `» ${channel}  ${text}` : `» ${channel}  ${text}  (by ${pattern})`
}

async function watch(patterns: readonly string[], { watcher, print }: SessionParts): Promise<void> {
  if (patterns.length === 0) {
    print('Say which channels, for example: watch chat:*')
    return
  }
  const refused = await watcher.watch(patterns)
  print(refused ? `(error) ${refused}` : `Watching ${patterns.join(' ')}. To stop, type: unwatch`)
}

async function unwatch(patterns: readonly string[], { watcher, print }: SessionParts): Promise<void> {
  const left = await watcher.unwatch(patterns)
  print(left.length === 0 ? 'Watching nothing.' : `Watching ${left.join(' ')}.`)
}

async function send(words: readonly string[], parts: SessionParts): Promise<void> {
  const { connection, watcher, ours, print } = parts
  const refused = refusal(words, ours)
  if (refused) {
    print(refused)
    return
  }
  if (/^multi$/i.test(words[0]!)) parts.inTransaction = true
  const reply = await connection.send(...words)
  if (/^(exec|discard|reset)$/i.test(words[0]!)) parts.inTransaction = false
  print(formatReply(reply, words))
  if (reply instanceof RespError && /^ERR unknown command/i.test(reply.message)) {
    print('Commands of this console: help, watch, unwatch, exit.')
  }
  // What the command has published is shown before the next prompt.
  await watcher.caughtUp()
}

/** Whether an error means that Redis has gone. */
export function isGone(error: unknown): boolean {
  return error instanceof ConnectionClosed || typeof (error as NodeJS.ErrnoException)?.code === 'string'
}
