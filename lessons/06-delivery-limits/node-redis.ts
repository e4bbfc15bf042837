// Yours. Fill in the TODOs, then check: npm test lessons/06

import { randomUUID } from 'node:crypto'
import { todo } from '../../shared/lesson/todo.ts'
import { end, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import { isRefusal, startConsumer } from './consumer.ts'
import type {
  Consumer,
  ConsumerOptions,
  Entry,
  Feed,
  FeedOptions,
  Fields,
  StreamCommands,
} from './contract.ts'

/** How many pending entries one XPENDING lists at most. */
const PAGE = 100

export async function feed({ url, report, stream, maxLength }: FeedOptions): Promise<Feed> {
  const client = await open(url, report)

  async function add(fields: Fields): Promise<string> {
    // TODO 06.2: Add, read, and acknowledge entries
    // Add the fields with a key to the stream, and pass on `options`, which stay empty until task 06.6.
    return todo('06.2')
  }

  // TODO 06.6: Trim the stream
  // Add { TRIM: { strategy, strategyModifier, threshold } } if there is a maxLength.
  const options = {}

  return { add, close: () => end(client) }
}

export async function consumer(options: ConsumerOptions): Promise<Consumer> {
  return startConsumer(options, await connect(options))
}

/** The reply to XREADGROUP for one stream, or null. node-redis declares several forms. */
type Reply = readonly { readonly messages: readonly Message[] }[] | null
type Message = { readonly id: string; readonly message: Fields }

async function connect(options: ConsumerOptions): Promise<StreamCommands> {
  const { url, report, stream, group, name, idleMs, deadLetter, count = 100 } = options
  /** A read returns in time for the next look at pending entries, and for `close`. */
  const blockMs = Math.max(1, Math.min(1000, Math.floor(idleMs / 2)))
  // A read that waits for entries holds up all other commands on its connection, so those use `client`.
  const [reader, client] = await Promise.all([open(url, report), open(url, report)])

  async function createGroup(): Promise<void> {
    // TODO 06.2, continued
    // Create the group at 0, with MKSTREAM. If Redis refuses with BUSYGROUP, the group exists: that's fine.
    return todo('06.2')
  }

  async function read(): Promise<Entry[]> {
    // TODO 06.2, continued
    // Read with `reader`, COUNT: count, and BLOCK: blockMs. The reply is null if nothing came.
    return todo('06.2')
  }

  async function acknowledge(id: string): Promise<void> {
    // TODO 06.2, continued
    // XACK for the group.
    return todo('06.2')
  }

  async function idle(): Promise<{ id: string; deliveries: number }[]> {
    // TODO 06.3: Take over abandoned entries
    // XPENDING from '-' to '+', at most PAGE entries, with IDLE: idleMs.
    return []
  }

  async function claim(id: string): Promise<Fields | undefined> {
    // TODO 06.3, continued
    // XCLAIM with idleMs replies with the messages that you got: none or one.
    return todo('06.3')
  }

  async function moveToDeadLetter(id: string, letter: Fields): Promise<void> {
    // TODO 06.5: Move failing entries to a dead-letter stream
    // Add the letter to the dead-letter stream. Once Redis has it, acknowledge the entry.
    return todo('06.5')
  }

  const isReady = () => reader.isReady && client.isReady

  async function close(): Promise<void> {
    await Promise.all([end(reader), end(client)])
  }

  return { createGroup, read, acknowledge, idle, claim, moveToDeadLetter, isReady, close }
}
