// Yours. Lesson 06, Delivery and its limits: fill in the tasks marked TODO. Check with: npm test lessons/06

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient, ErrorReply, MultiErrorReply } from 'redis'
import type { Report } from '../../shared/lesson/connect-options.ts'
import { isLater } from '../../shared/lesson/stream-id.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { end } from '../../solutions/01-basic-pubsub/node-redis.ts'
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
    // TODO 06.2: add entries, read them with a group, acknowledge what is done
    return todo('06.2')
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
    // TODO 06.2, continued
    return todo('06.2')
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
    // TODO 06.2, continued
    return todo('06.2')
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
    // TODO 06.2, continued
    return todo('06.2')
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

  /** Is called when `handle` has thrown or rejected. */
  async function failed(entry: Entry, error: unknown): Promise<void> {
    report({ kind: 'handler', error, channel: stream })
    // TODO 06.5: move what fails again and again to the dead letter
    return
  }

  /** Handles what was delivered, to whomever, and not acknowledged in time. */
  async function takeOver(): Promise<void> {
    // TODO 06.3: take over what a crashed consumer has left
    return
  }

  /** An entry was pending, and could not be taken: somebody else was faster, or it is gone from the stream. */
  async function missing(id: string): Promise<void> {
    // TODO 06.6: tell what the group has lost behind a trimmed stream
    return
  }

  /** An entry was delivered `maxAttempts` times and never acknowledged, so it isn't handed over again. */
  async function buryUnfinished(entry: Entry): Promise<void> {
    // TODO 06.5, continued
    // takeOver() calls it, in place of work(): add that call.
    return
  }

  /** Waits a while for new entries. */
  async function read(): Promise<Entry[]> {
    // TODO 06.6, continued
    return readNew()
  }

  /** Tells Redis that this consumer still works on what it has in hand. Reading much and being slow is no crash. */
  async function keep(): Promise<void> {
    // TODO 06.8: keep what you still work on
    return
  }

  async function run(): Promise<void> {
    let nextLook = 0
    while (!closing) {
      // TODO 06.4: read on after a lost connection, and close without dropping anything
      if (performance.now() >= nextLook) {
        nextLook = performance.now() + blockMs
        await takeOver()
      }
      await work(await read())
    }
  }

  /** Resolves when it is worth trying again. */
  async function recover(error: unknown): Promise<void> {
    // TODO 06.7: go on when Redis comes back empty
    tell(error)
    await pause(RETRY_MS)
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
    // TODO 06.4, continued
    return todo('06.4')
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

/** Whether an error is an answer of Redis, and one that begins with this word. */
function isReply(error: unknown, word = ''): boolean {
  // Of a MULTI, each command has an answer of its own.
  const answers = error instanceof MultiErrorReply ? [...error.errors()] : [error]
  return answers.some((one) => one instanceof ErrorReply && one.message.startsWith(word))
}
