// Yours. Fill in the TODOs, then check: npm test lessons/06

import { randomUUID } from 'node:crypto'
import { end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'
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
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    const id = await client.xadd(stream, ...options, '*', ...words)
    // Only XADD with NOMKSTREAM replies with null.
    return id!
  }

  const options = maxLength ? ['MAXLEN', '~', String(maxLength)] : []

  return { add, close: () => end(client) }
}

export async function consumer(options: ConsumerOptions): Promise<Consumer> {
  return startConsumer(options, await connect(options))
}

/** The replies of Redis: arrays, and names and values of fields in turn. */
type Reply = readonly [stream: string, messages: readonly Message[]][] | null
type Message = readonly [id: string, words: readonly string[]]
type Pending = readonly [id: string, consumer: string, idleMs: number, deliveries: number]

async function connect(options: ConsumerOptions): Promise<StreamCommands> {
  const { url, report, stream, group, name, idleMs, deadLetter, count = 100 } = options
  /** A read returns in time for the next look at pending entries, and for `close`. */
  const blockMs = Math.max(1, Math.min(1000, Math.floor(idleMs / 2)))
  // A read that waits for entries holds up all other commands on its connection, so those use `client`.
  const [reader, client] = await Promise.all([open(url, report), open(url, report)])

  async function createGroup(): Promise<void> {
    try {
      // At 0: a new group also gets the entries that are in the stream already.
      await client.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
    } catch (error) {
      if (!isRefusal(error, 'BUSYGROUP')) throw error
    }
  }

  async function read(): Promise<Entry[]> {
    // TODO 06.2: Add, read, and acknowledge entries. These lines were written for the other client: fix them.
    const how = ['GROUP', group, name, 'COUNT', count, 'BLOCK', blockMs, 'STREAMS', stream, '>'] as const
    const reply: unknown = await reader.xreadgroup(...how)
    const messages = (reply as { messages: { id: string; message: Fields }[] }[] | null)?.[0]?.messages ?? []
    return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
  }

  async function acknowledge(id: string): Promise<void> {
    await client.xack(stream, group, id)
  }

  async function idle(): Promise<{ id: string; deliveries: number }[]> {
    // TODO 06.3: Take over abandoned entries. These lines were written for the other client: fix them.
    const pending = await client.xpending(stream, group, 'IDLE', idleMs, '-', '+', PAGE)
    return (pending as { id: string; deliveriesCounter: number }[]).map(({ id, deliveriesCounter }) => ({
      id,
      deliveries: deliveriesCounter,
    }))
  }

  async function claim(id: string): Promise<Fields | undefined> {
    const [message] = (await client.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
    return message ? toFields(message[1]) : undefined
  }

  async function moveToDeadLetter(id: string, letter: Fields): Promise<void> {
    // TODO 06.5: Move failing entries to a dead-letter stream. These lines were written for the other client: fix them.
    await client.xadd(deadLetter, '*', letter as unknown as string)
    await client.xack(stream, group, id)
  }

  const isReady = () => reader.status === 'ready' && client.status === 'ready'

  async function close(): Promise<void> {
    await Promise.all([end(reader), end(client)])
  }

  return { createGroup, read, acknowledge, idle, claim, moveToDeadLetter, isReady, close }
}

/** Makes an object of names and values in turn. */
function toFields(words: readonly string[]): Fields {
  const fields: Record<string, string> = {}
  for (let at = 0; at < words.length; at += 2) fields[words[at]!] = words[at + 1]!
  return fields
}
