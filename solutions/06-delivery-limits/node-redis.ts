/**
 * Lesson 06 with node-redis.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient, ErrorReply, MultiErrorReply } from 'redis'
import type {
  Consumer,
  ConsumerOptions,
  Entry,
  Feed,
  FeedOptions,
} from '../../lessons/06-delivery-limits/contract.ts'
import type { Report } from '../../shared/lesson/connect-options.ts'
import { isLater } from '../../shared/lesson/stream-id.ts'
import { end } from '../../solutions/01-basic-pubsub/node-redis.ts'

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
    // #region 06.2-add
    const entry = { key: randomUUID(), ...fields }
    if (!maxLength) return client.xAdd(stream, '*', entry)
    const TRIM = { strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const
    return client.xAdd(stream, '*', entry, { TRIM })
    // #endregion
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
    // #region 06.2-createGroup
    try {
      // From 0, not from $: what was added before the first consumer came is for this group, too.
      await commands.xGroupCreate(stream, group, '0', { MKSTREAM: true })
    } catch (error) {
      // Another consumer was faster, a moment ago or last year.
      if (!isReply(error, 'BUSYGROUP')) throw error
    }
    // #endregion
  }

  /** Makes the group. While Redis is unreachable or loads its data, it tries again. */
  async function join(): Promise<void> {
    while (!closing) {
      try {
        return await createGroup()
      } catch (error) {
        const isConnecting = commands.isOpen && !commands.isReady
        if (!isConnecting && !isReply(error, 'LOADING')) throw error
        tell(error)
        await pause(RETRY_MS)
      }
    }
  }

  /** Waits a while for entries that nobody in the group has got yet. */
  async function readNew(): Promise<Entry[]> {
    // #region 06.2-readNew
    const next = { key: stream, id: '>' }
    return entriesOf(await reader.xReadGroup(group, name, next, { COUNT: count, BLOCK: blockMs }))
    // #endregion
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
    // #region 06.2-workOn
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    await acknowledge(entry.id)
    // #endregion
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

  // #region 06.2-acknowledge
  //-
  /** Tells Redis that an entry is done. Until Redis knows, nothing more is handed over: it could not be acknowledged. */
  async function acknowledge(id: string): Promise<void> {
    for (;;) {
      try {
        await commands.xAck(stream, group, id)
        return
      } catch (error) {
        if (closing) throw error
        tell(error)
        await pause(RETRY_MS)
      }
    }
  }
  // #endregion

  /** Is called when `handle` has thrown or rejected. */
  async function failed(entry: Entry, error: unknown): Promise<void> {
    report({ kind: 'handler', error, channel: stream })
    // #region 06.5-failed
    //- return
    // Until then it stays pending, and is delivered again when it has been idle for long enough.
    if (entry.attempt >= maxAttempts)
      await bury(entry, error instanceof Error ? error.message : String(error))
    // #endregion
  }

  /** Handles what was delivered, to whomever, and not acknowledged in time. */
  async function takeOver(): Promise<void> {
    // #region 06.3-takeOver
    //- return
    //? const page = await commands.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: idleMs })
    //? for (const [id, , , deliveries] of page as unknown as [string, string, number, number][]) {
    //?   if (!closing) await takeOne(id, deliveries)
    //? }
    let from = '-'
    for (;;) {
      const page = await commands.xPendingRange(stream, group, from, '+', PAGE, { IDLE: idleMs })
      for (const { id, deliveriesCounter } of page) {
        if (closing) return
        await takeOne(id, deliveriesCounter)
      }
      if (page.length < PAGE) return
      from = `(${page.at(-1)!.id}`
    }
    // #endregion
  }

  // #region 06.3-takeOne
  //-
  /**
   * Takes over one entry, right before it is handled, because taking it counts as a delivery. A consumer that takes
   * a hundred and is killed by the first one has used up an attempt of ninety-nine that were never tried.
   */
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await commands.xClaim(stream, group, name, idleMs, id)
    if (!message) return missing(id)
    const fields = message.message
    if (deliveries >= maxAttempts) await buryUnfinished({ id, fields, attempt: deliveries })
    else await work([{ id, fields, attempt: deliveries + 1 }])
  }
  // #endregion

  /** An entry was pending, and could not be taken: somebody else was faster, or it is gone from the stream. */
  async function missing(id: string): Promise<void> {
    // #region 06.6-missing
    //- return
    if ((await commands.xRange(stream, id, id))?.length) return
    // Before Redis 7, what is gone stays pending for ever.
    await commands.xAck(stream, group, id)
    onGap?.({ why: 'deleted', id })
    // #endregion
  }

  /** An entry was delivered `maxAttempts` times and never acknowledged, so it isn't handed over again. */
  async function buryUnfinished(entry: Entry): Promise<void> {
    // #region 06.5-buryUnfinished
    //- // takeOver() calls it, in place of work(): add that call.
    //- return
    const reason = `delivered ${entry.attempt} times and never acknowledged: each time its consumer ended or took too long`
    report({ kind: 'handler', error: new Error(reason), channel: stream })
    await bury(entry, reason)
    // #endregion
  }

  // #region 06.5-bury
  //-
  /** Moves an entry to the dead letter. Added first: if Redis refuses, or the process ends, nothing is lost. */
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    await commands.xAdd(deadLetter, '*', letter)
    await commands.xAck(stream, group, id)
  }
  // #endregion

  /** Waits a while for new entries. */
  async function read(): Promise<Entry[]> {
    // #region 06.6-read
    //- return readNew()
    return onGap ? readWatched() : readNew()
    // #endregion
  }

  // #region 06.6-readWatched
  //-
  /** How many were gone from the stream when a gap was told last. More is another gap, and as many is the same one. */
  let knownGone = 0

  /** Reads, and compares the group's place with what is gone: at one moment, for both change all the time. */
  async function readWatched(): Promise<Entry[]> {
    const [info, groups, reply] = await reader
      .multi()
      .xInfoStream(stream)
      .xInfoGroups(stream)
      .xReadGroup(group, name, { key: stream, id: '>' }, { COUNT: count })
      .execTyped()
    const { 'last-delivered-id': place, 'entries-read': got } = groups.find((one) => one.name === group)!
    const oldest = info['first-entry']?.id ?? null
    const edge = oldest ?? info['last-generated-id']
    // Counted from the very first entry. Redis 6.2 does not count, so nothing can be said.
    const gone = (info['entries-added'] ?? Number.NaN) - info.length
    if (isLater(edge, place) && gone > Number(got) && gone !== knownGone) {
      knownGone = gone
      onGap?.({ why: 'trimmed', after: place, before: oldest })
    }
    const entries = entriesOf(reply)
    // Nothing waits inside of MULTI. So wait for something newer here, and take it in the next round.
    if (entries.length === 0) {
      await reader.xRead({ key: stream, id: info['last-generated-id'] }, { COUNT: 1, BLOCK: blockMs })
    }
    return entries
  }
  // #endregion

  /** Tells Redis that this consumer still works on what it has in hand. Reading much and being slow is no crash. */
  async function keep(): Promise<void> {
    // #region 06.8-keep
    //- return
    const ids = [...inFlight]
    if (ids.length === 0) return
    const pending = await commands.xPendingRange(stream, group, ids[0]!, ids.at(-1)!, count, {
      consumer: name,
    })
    const mine = new Set(pending.map(({ id }) => id))
    // This process was frozen for longer than idleMs, and others have taken over.
    for (const id of ids) if (!mine.has(id)) inFlight.delete(id)
    const kept = ids.filter((id) => inFlight.has(id))
    // With JUSTID no delivery is counted.
    if (kept.length > 0) await commands.xClaimJustId(stream, group, name, 0, kept)
    // #endregion
  }

  async function run(): Promise<void> {
    let nextLook = 0
    while (!closing) {
      // #region 06.4-run
      //- if (performance.now() >= nextLook) {
      //-   nextLook = performance.now() + blockMs
      //-   await takeOver()
      //- }
      //- await work(await read())
      //? if (performance.now() >= nextLook) {
      //?   nextLook = performance.now() + blockMs
      //?   await takeOver()
      //? }
      //? await work(await read())
      try {
        if (performance.now() >= nextLook) {
          nextLook = performance.now() + blockMs
          await takeOver()
        }
        if (!closing) await work(await read())
      } catch (error) {
        await recover(error)
      }
      // #endregion
    }
  }

  /** Resolves when it is worth trying again. */
  async function recover(error: unknown): Promise<void> {
    // #region 06.7-recover
    //- tell(error)
    //- await pause(RETRY_MS)
    const gone = isReply(error, 'NOGROUP') || isReply(error, 'ERR no such key')
    if (!gone) {
      tell(error)
      await pause(RETRY_MS)
      return
    }
    // Redis was started again without its data, or the stream or the group was removed.
    onGap?.({ why: 'emptied' })
    await join().catch(tell)
    // #endregion
  }

  /** Reports what went wrong, whatever it was. */
  function tell(error: unknown): void {
    report({ kind: 'connection', error })
  }

  /** Resolves when no handler is at work, and Redis is unreachable or has not answered for a while. */
  async function nothingToWaitFor(): Promise<void> {
    let since = performance.now()
    const isReachable = () => reader.isReady && commands.isReady && performance.now() - since < CLOSE_MS
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
    // #region 06.4-finish
    await Promise.race([running, nothingToWaitFor()])
    // Nothing more is handed over.
    inFlight.clear()
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
    // #endregion
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

/** Opens a connection that notices when nothing comes any more, though nobody has ended it. */
async function open(url: string, report: Report) {
  const client = createClient({
    url,
    pingInterval: SILENCE_MS / 2,
    socket: {
      socketTimeout: SILENCE_MS,
      // The strategy of node-redis gives up after such a silence.
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2000),
    },
  })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
}

/** What node-redis answers for messages of streams. */
type Reply = readonly { readonly messages: readonly Message[] }[] | null
type Message = { readonly id: string; readonly message: Record<string, string> }

// #region 06.2-entriesOf
//-
//? /** What XREADGROUP has brought of the one stream. It answers with null when nothing came. */
//? function entriesOf(reply: unknown): Entry[] {
//?   const [[, messages = []] = []] = (reply ?? []) as [string, [id: string, fields: string[]][]][]
//?   return messages.map(([id, fields]) => ({ id, fields: Object.fromEntries([fields]), attempt: 1 }))
//? }
/** What XREADGROUP has brought of the one stream. It answers with null when nothing came. */
function entriesOf(reply: unknown): Entry[] {
  const messages = (reply as Reply)?.[0]?.messages ?? []
  return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
}
// #endregion

/** Whether an error is an answer of Redis, and one that begins with this word. */
function isReply(error: unknown, word = ''): boolean {
  // Of a MULTI, each command has an answer of its own.
  const answers = error instanceof MultiErrorReply ? [...error.errors()] : [error]
  return answers.some((one) => one instanceof ErrorReply && one.message.startsWith(word))
}
