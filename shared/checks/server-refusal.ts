import { BroadcastChannel } from 'node:worker_threads'
import { WHILE_LOADING, WRITES } from '#shared/redis/proxy-trouble.ts'
import { troubleOf } from '#shared/redis/trouble.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import { Skip } from './failure.ts'
import { cut } from './show.ts'
import { STARTUP } from './wire-text.ts'

/** So much of what a server says is told, in characters. */
const LONGEST_ERROR = 200

/** Commands that only read, as far as the lessons use them. */
const READS = new Set(
  'GET MGET EXISTS TTL PTTL TYPE SCAN KEYS PING HGET HGETALL XLEN XRANGE XREVRANGE XREAD XPENDING XINFO INFO EVAL EVALSHA SCRIPT'.split(
    ' ',
  ),
)

/** Ends a check that a server would not let run; `message` names the command and repeats the server's words. */
export class Refused extends Skip {
  override name = 'Refused'
  /** What is wrong with the whole server, as a sentence, when no command would do better. */
  readonly whole: string | undefined

  constructor(command: string, error: string) {
    // Of an unknown command it repeats the arguments, and no two checks have the same ones.
    const words = error
      .replace(/, with args beginning with:.*$/s, '')
      .replace(/'\w+'$/, (name) => name.toUpperCase())
    super(`this Redis refused ${command} (${cut(words, LONGEST_ERROR)})`)
    const trouble = troubleOf(error)
    this.whole = trouble && `Redis ${trouble.problem}, so the run cannot continue; ${trouble.remedy}.`
  }
}

/**
 * Whether a server refuses a command for reasons of its own, and not because the command is wrong: rights that a
 * user lacks, commands that are renamed, keys of a cluster, a lack of memory.
 *
 * @param command Its name, in any case.
 * @param error What the server replied.
 */
export function isRefusal(command: string, error: string): boolean {
  if (troubleOf(error)) return true
  const name = command.toUpperCase()
  if (/^(NOPERM|CROSSSLOT|MOVED)\b/.test(error)) return !STARTUP.test(name)
  return (
    /^ERR unknown command/.test(error) && (WRITES.has(name) || WHILE_LOADING.has(name) || READS.has(name))
  )
}

/** What a learner is told of a command of theirs that their server refuses; undefined for all else on the wire. */
export function refusalOnTheWire(event: WireEvent): Refused | undefined {
  if (event.what !== 'reply' || event.byFault || !(event.value instanceof Error)) return undefined
  const { message } = event.value
  if (STARTUP.test(event.name) && !troubleOf(message)) return undefined
  return isRefusal(event.name, message) ? new Refused(event.name, message) : undefined
}

/**
 * Watches the connections of a proxy for those that the server closes because nothing has passed on them for long.
 *
 * @param seconds After how many it does that; 0: never.
 * @returns Takes each event; gives what a learner is told, once that has happened.
 */
export function idleWatch(seconds = 0): (event: WireEvent) => string | undefined {
  if (seconds === 0) return () => undefined
  const lastSeen = new Map<number, number>()
  return (event) => {
    const now = performance.now()
    const idle = now - (lastSeen.get(event.connection) ?? now)
    lastSeen.set(event.connection, now)
    if (event.what !== 'closed' || event.by !== 'redis' || idle < seconds * 1000) return undefined
    const after = seconds === 1 ? 'a second' : `${seconds} seconds`
    return `this Redis closed a connection that was idle for ${after} (its "timeout")`
  }
}

/**
 * Waits for a command of the check's own.
 *
 * @throws {@link Refused} when the server does not let the check run it.
 */
export async function own<T>(command: string, reply: Promise<T>): Promise<T> {
  try {
    return await reply
  } catch (error) {
    const { message = '' } = error as Error
    if (!isRefusal(command, message)) throw error
    throw new Refused(`the check's own ${command.toUpperCase()}`, message)
  }
}

/** A run may use other servers besides its own one. */
const channelOf = (server: { readonly label: string }) => `workbook-trouble: ${server.label}`

/** Tells the process that runs the checks that its server is of no more use. */
export function endRun(server: { readonly label: string }, { whole }: Refused): void {
  const channel = new BroadcastChannel(channelOf(server))
  channel.postMessage(whole)
  channel.close()
}

/** Calls back, with a sentence, when a check in any thread has called {@link endRun}; gives what ends that. */
export function onEndOfRun(
  server: { readonly label: string },
  ended: (sentence: string) => void,
): () => void {
  const channel = new BroadcastChannel(channelOf(server))
  channel.onmessage = (event: unknown) => ended((event as { data: string }).data)
  channel.unref()
  return () => channel.close()
}
