// Yours. Lesson 06, Delivery and its limits: fill in the tasks marked TODO. Check with: npm test lessons/06

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis, ReplyError } from 'ioredis'
import type { Report } from '../../shared/lesson/connect-options.ts'
import { isLater } from '../../shared/lesson/stream-id.ts'
import { end } from '../../solutions/01-basic-pubsub/ioredis.ts'
import type { Consumer, ConsumerOptions, Entry, Feed, FeedOptions } from './contract.ts'

/** Milliseconds that a read waits for entries, at most. */
const BLOCK_MS = 1000
/** Milliseconds without a word from Redis after which a connection counts as dead. */
const SILENCE_MS = 5000
/** Milliseconds until something that failed is tried again. */
const RETRY_MS = 200
/** Milliseconds that `close` waits for Redis. Longer than a read waits. */
const CLOSE_MS = 1500
/** How many pending entries are looked at in one go. */
const PAGE = 100

export async function feed({ url, report, stream, maxLength }: FeedOptions): Promise<Feed> {
  const client = await open(url, report)

  async function add(fields: Readonly<Record<string, string>>): Promise<string> {
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    const id = await (maxLength
      ? client.xadd(stream, 'MAXLEN', '~', maxLength, '*', ...words)
      : client.xadd(stream, '*', ...words))
    // It would be null with NOMKSTREAM alone.
    return id!
  }

  return { add, close: () => end(client) }
}

export async function consumer(options: ConsumerOptions): Promise<Consumer> {
  const { url, report, stream, group, name, idleMs, maxAttempts, deadLetter, onGap, count = 100 } = options
  const blockMs = Math.max(1, Math.min(BLOCK_MS, Math.floor(idleMs / 2)))

  // A read that waits keeps its connection busy, so everything else has another one.
  const [reader, commands] = await Promise.all([open(url, report), open(url, report)])
  /** Ids of the entries that were taken and are not done yet. */
  const inFlight = new Set<string>()
  let atWork = false
  let closing = false
  let closed: Promise<void> | undefined

  /** Makes the group if it is not there. */
  async function createGroup(): Promise<void> {
    try {
      // From 0, not from $: what was added before the first consumer came is for this group, too.
      await commands.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
    } catch (error) {
      // Another consumer was faster, a moment ago or last year.
      if (!isReply(error, 'BUSYGROUP')) throw error
    }
  }

  /** Makes the group. While Redis is unreachable or loads its data, it tries again. */
  async function join(): Promise<void> {
    while (!closing) {
      try {
        return await createGroup()
      } catch (error) {
        const isSilent = error instanceof Error && error.message === 'Command timed out'
        const isConnecting = !['ready', 'end'].includes(commands.status)
        if (!isSilent && !isConnecting && !isReply(error, 'LOADING')) throw error
        tell(error)
        await pause(RETRY_MS)
      }
    }
  }

  /** Waits a while for entries that nobody in the group has got yet. */
  async function readNew(): Promise<Entry[]> {
    const how = ['COUNT', count, 'BLOCK', blockMs] as const
    return entriesOf(await reader.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>'))
  }

  /** Handles entries, one after the other. */
  async function work(entries: readonly Entry[]): Promise<void> {
    for (const { id } of entries) inFlight.add(id)
    for (const entry of entries) {
      // Another consumer may have taken it over meanwhile.
      if (!inFlight.has(entry.id)) continue
      await workOn(entry).catch(tell)
      inFlight.delete(entry.id)
    }
  }

  /** Handles one entry, and tells Redis when it is done. */
  async function workOn(entry: Entry): Promise<void> {
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    await acknowledge(entry.id)
  }

  /** The handler of the caller. While it is at work, `close` waits. */
  async function handle(entry: Entry): Promise<void> {
    atWork = true
    try {
      await options.handle(entry)
    } finally {
      atWork = false
    }
  }

  /** Tells Redis that an entry is done. Until Redis knows, nothing more is handed over: it could not be acknowledged. */
  async function acknowledge(id: string): Promise<void> {
    for (;;) {
      try {
        await commands.xack(stream, group, id)
        return
      } catch (error) {
        if (closing) throw error
        tell(error)
        await pause(RETRY_MS)
      }
    }
  }

  /** Is called when `handle` has thrown or rejected. */
  async function failed(entry: Entry, error: unknown): Promise<void> {
    report({ kind: 'handler', error, channel: stream })
    // Until then it stays pending, and is delivered again when it has been idle for long enough.
    if (entry.attempt >= maxAttempts)
      await bury(entry, error instanceof Error ? error.message : String(error))
  }

  /** Handles what was delivered, to whomever, and not acknowledged in time. */
  async function takeOver(): Promise<void> {
    // TODO 06.3: take over what a crashed consumer has left. These lines were written for the other client: repair them.
    const page = await commands.xpending(stream, group, 'IDLE', idleMs, '-', '+', PAGE)
    for (const { id, deliveriesCounter } of page as unknown as { id: string; deliveriesCounter: number }[]) {
      if (!closing) await takeOne(id, deliveriesCounter)
    }
  }

  /**
   * Takes over one entry, right before it is handled, because taking it counts as a delivery. A consumer that takes
   * a hundred and is killed by the first one has used up an attempt of ninety-nine that were never tried.
   */
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = (await commands.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
    if (!message) return missing(id)
    const fields = recordOf(message[1])
    if (deliveries >= maxAttempts) await buryUnfinished({ id, fields, attempt: deliveries })
    else await work([{ id, fields, attempt: deliveries + 1 }])
  }

  /** An entry was pending, and could not be taken: somebody else was faster, or it is gone from the stream. */
  async function missing(id: string): Promise<void> {
    if ((await commands.xrange(stream, id, id)).length > 0) return
    // Before Redis 7, what is gone stays pending for ever.
    await commands.xack(stream, group, id)
    onGap?.({ why: 'deleted', id })
  }

  /** An entry was delivered `maxAttempts` times and never acknowledged, so it isn't handed over again. */
  async function buryUnfinished(entry: Entry): Promise<void> {
    const reason = `delivered ${entry.attempt} times and never acknowledged: each time its consumer ended or took too long`
    report({ kind: 'handler', error: new Error(reason), channel: stream })
    await bury(entry, reason)
  }

  // TODO 06.5: move what fails again and again to the dead letter. These lines were written for the other client: repair them.
  /** Moves an entry to the dead letter. Added first: if Redis refuses, or the process ends, nothing is lost. */
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    await commands.xadd(deadLetter, '*', letter as unknown as string)
    await commands.xack(stream, group, id)
  }

  /** Waits a while for new entries. */
  async function read(): Promise<Entry[]> {
    return onGap ? readWatched() : readNew()
  }

  /** How many were gone from the stream when a gap was told last. More is another gap, and as many is the same one. */
  let knownGone = 0

  /** Reads, and compares the group's place with what is gone: at one moment, for both change all the time. */
  async function readWatched(): Promise<Entry[]> {
    const [info, groups, reply] = await answers(
      reader
        .multi()
        .xinfo('STREAM', stream)
        .xinfo('GROUPS', stream)
        .xreadgroup('GROUP', group, name, 'COUNT', count, 'STREAMS', stream, '>'),
    )
    const { length, ...known } = recordOf<StreamInfo>(info)
    const ofGroup = (groups as unknown[])
      .map((one) => recordOf<GroupInfo>(one))
      .find((one) => one.name === group)!
    const { 'last-delivered-id': place, 'entries-read': got } = ofGroup
    const oldest = known['first-entry']?.[0] ?? null
    const edge = oldest ?? known['last-generated-id']
    // Counted from the very first entry. Redis 6.2 does not count, so nothing can be said.
    const gone = (known['entries-added'] ?? Number.NaN) - length
    if (isLater(edge, place) && gone > Number(got) && gone !== knownGone) {
      knownGone = gone
      onGap?.({ why: 'trimmed', after: place, before: oldest })
    }
    const entries = entriesOf(reply)
    // Nothing waits inside of MULTI. So wait for something newer here, and take it in the next round.
    if (entries.length === 0) {
      await reader.xread('COUNT', 1, 'BLOCK', blockMs, 'STREAMS', stream, known['last-generated-id'])
    }
    return entries
  }

  /** Tells Redis that this consumer still works on what it has in hand. Reading much and being slow is no crash. */
  async function keep(): Promise<void> {
    const ids = [...inFlight]
    if (ids.length === 0) return
    const range = [ids[0]!, ids.at(-1)!, count] as const
    const pending = (await commands.xpending(stream, group, ...range, name)) as Pending[]
    const mine = new Set(pending.map(([id]) => id))
    // This process was frozen for longer than idleMs, and others have taken over.
    for (const id of ids) if (!mine.has(id)) inFlight.delete(id)
    const kept = ids.filter((id) => inFlight.has(id))
    // With JUSTID no delivery is counted.
    if (kept.length > 0) await commands.xclaim(stream, group, name, 0, ...kept, 'JUSTID')
  }

  async function run(): Promise<void> {
    let nextLook = 0
    while (!closing) {
      try {
        if (performance.now() >= nextLook) {
          nextLook = performance.now() + blockMs
          await takeOver()
        }
        if (!closing) await work(await read())
      } catch (error) {
        await recover(error)
      }
    }
  }

  /** Resolves when it is worth trying again. */
  async function recover(error: unknown): Promise<void> {
    const gone = isReply(error, 'NOGROUP') || isReply(error, 'ERR no such key')
    if (!gone) {
      tell(error)
      await pause(RETRY_MS)
      return
    }
    // Redis was started again without its data, or the stream or the group was removed.
    onGap?.({ why: 'emptied' })
    await join().catch(tell)
  }

  /** Reports what went wrong, whatever it was. */
  function tell(error: unknown): void {
    report({ kind: 'connection', error })
  }

  /** Resolves when no handler is at work, and Redis is unreachable or has not answered for a while. */
  async function nothingToWaitFor(): Promise<void> {
    let since = performance.now()
    const isReachable = () =>
      reader.status === 'ready' && commands.status === 'ready' && performance.now() - since < CLOSE_MS
    while (atWork || isReachable()) {
      if (atWork) since = performance.now()
      await pause(10)
    }
  }

  async function close(): Promise<void> {
    closing = true
    closed ??= finish()
    return closed
  }

  async function finish(): Promise<void> {
    await Promise.race([running, nothingToWaitFor()])
    // Nothing more is handed over.
    inFlight.clear()
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
  }

  try {
    await join()
  } catch (error) {
    await Promise.all([end(reader), end(commands)])
    throw error
  }
  let isKeeping = false
  async function keepOn(): Promise<void> {
    // One at a time: while Redis is unreachable, they would pile up.
    if (isKeeping) return
    isKeeping = true
    await keep().catch(tell)
    isKeeping = false
  }
  const beat = setInterval(keepOn, Math.max(1, idleMs / 3))
  const running = run()
  return { close }
}

/** Opens a connection that notices when no answer comes any more, though nobody has ended it. */
async function open(url: string, report: Report): Promise<Redis> {
  const client = new Redis(url, { socketTimeout: SILENCE_MS, commandTimeout: SILENCE_MS })
  let reported = false
  client.on('error', (error: Error) => {
    reported = true
    report({ kind: 'connection', error })
  })
  // A connection that the other side ends in good order is no `error` for ioredis.
  client.on('reconnecting', () => {
    if (!reported) report({ kind: 'connection', error: new Error('Redis has ended the connection.') })
    reported = false
  })
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve)
    client.once('end', () => reject(new Error('Redis cannot be used with this URL.')))
  })
  return client
}

/** What ioredis answers for messages of streams: names and values of the fields by turns. */
type Reply = readonly [stream: string, messages: readonly Message[]][] | null
type Message = readonly [id: string, words: readonly string[]]
/** What is used of XINFO. */
interface StreamInfo {
  readonly length: number
  readonly 'first-entry': Message | null
  readonly 'last-generated-id': string
  readonly 'entries-added'?: number
}
interface GroupInfo {
  readonly name: string
  readonly 'last-delivered-id': string
  readonly 'entries-read': number | null
}
/** One line of XPENDING. */
type Pending = readonly [id: string, consumer: string, idleMs: number, deliveries: number]

// TODO 06.2: add entries, read them with a group, acknowledge what is done. These lines were written for the other client: repair them.
/** What XREADGROUP has brought of the one stream. It answers with null when nothing came. */
function entriesOf(reply: unknown): Entry[] {
  const brought = reply as { messages: { id: string; message: Record<string, string> }[] }[] | null
  const messages = brought?.[0]?.messages ?? []
  return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
}

/** Makes an object of names and values by turns. */
function recordOf<T = Record<string, string>>(words: unknown): T {
  const flat = words as readonly unknown[]
  return Object.fromEntries(flat.flatMap((word, at) => (at % 2 ? [] : [[word, flat[at + 1]]]))) as T
}

/** Runs a MULTI. `exec` resolves even if a command in it has failed. */
async function answers(multi: ReturnType<Redis['multi']>): Promise<unknown[]> {
  // Redis aborts a MULTI when it refuses to queue a command. Its reasons are in `previousErrors`.
  const results = await multi.exec().catch((error: { previousErrors?: unknown[] }) => {
    throw error.previousErrors?.[0] ?? error
  })
  return (results ?? []).map(([error, answer]) => {
    if (error) throw error
    return answer
  })
}

/** Whether an error is an answer of Redis, and one that begins with this word. */
function isReply(error: unknown, word = ''): boolean {
  return error instanceof ReplyError && (error as Error).message.startsWith(word)
}
