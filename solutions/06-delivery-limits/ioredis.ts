/**
 * Lesson 06 with ioredis: the commands.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type {
  Consumer,
  ConsumerOptions,
  Entry,
  Feed,
  FeedOptions,
  Fields,
  StreamCommands,
} from '../../lessons/06-delivery-limits/contract.ts'
import { end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'
import { isRefusal, startConsumer } from './consumer.ts'

/** How many pending entries one XPENDING lists at most. */
const PAGE = 100

export async function feed({ url, report, stream, maxLength }: FeedOptions): Promise<Feed> {
  const client = await open(url, report)

  async function add(fields: Fields): Promise<string> {
    // #region 06.2-add
    //- // Add the fields with a key to the stream. Put ...options before the '*'; they stay empty until task 06.6.
    //- return todo('06.2')
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    const id = await client.xadd(stream, ...options, '*', ...words)
    // Only XADD with NOMKSTREAM replies with null.
    return id!
    // #endregion
  }

  // #region 06.6-trim
  //- // Add MAXLEN, ~ and the length if there is a maxLength.
  //- const options: string[] = []
  const options = maxLength ? ['MAXLEN', '~', String(maxLength)] : []
  // #endregion

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
    // #region 06.2-createGroup
    //- // Create the group at 0, with MKSTREAM. If Redis refuses with BUSYGROUP, the group exists: that's fine.
    //- return todo('06.2')
    try {
      // At 0: a new group also gets the entries that are in the stream already.
      await client.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
    } catch (error) {
      if (!isRefusal(error, 'BUSYGROUP')) throw error
    }
    // #endregion
  }

  async function read(): Promise<Entry[]> {
    // #region 06.2-read
    //- // Read with `reader`, COUNT count, and BLOCK blockMs. The reply is null if nothing came.
    //- return todo('06.2')
    //? const how = ['GROUP', group, name, 'COUNT', count, 'BLOCK', blockMs, 'STREAMS', stream, '>'] as const
    //? const reply: unknown = await reader.xreadgroup(...how)
    //? const messages = (reply as { messages: { id: string; message: Fields }[] }[] | null)?.[0]?.messages ?? []
    //? return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
    const how = ['COUNT', count, 'BLOCK', blockMs] as const
    const reply = (await reader.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>')) as Reply
    const [[, messages = []] = []] = reply ?? []
    return messages.map(([id, words]) => ({ id, fields: toFields(words), attempt: 1 }))
    // #endregion
  }

  async function acknowledge(id: string): Promise<void> {
    // #region 06.2-acknowledge
    //- // XACK for the group.
    //- return todo('06.2')
    await client.xack(stream, group, id)
    // #endregion
  }

  async function idle(): Promise<{ id: string; deliveries: number }[]> {
    // #region 06.3-idle
    //- // XPENDING with IDLE idleMs, from '-' to '+', at most PAGE entries.
    //- return []
    //? const pending = await client.xpending(stream, group, 'IDLE', idleMs, '-', '+', PAGE)
    //? return (pending as { id: string; deliveriesCounter: number }[]).map(({ id, deliveriesCounter }) => ({
    //?   id,
    //?   deliveries: deliveriesCounter,
    //? }))
    const pending = (await client.xpending(stream, group, 'IDLE', idleMs, '-', '+', PAGE)) as Pending[]
    return pending.map(([id, , , deliveries]) => ({ id, deliveries }))
    // #endregion
  }

  async function claim(id: string): Promise<Fields | undefined> {
    // #region 06.3-claim
    //- // XCLAIM with idleMs replies with the messages that you got: none or one.
    //- return todo('06.3')
    const [message] = (await client.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
    return message ? toFields(message[1]) : undefined
    // #endregion
  }

  async function moveToDeadLetter(id: string, letter: Fields): Promise<void> {
    // #region 06.5-moveToDeadLetter
    //- // Add the letter to the dead-letter stream. Once Redis has it, acknowledge the entry.
    //- return todo('06.5')
    //? await client.xadd(deadLetter, '*', letter as unknown as string)
    //? await client.xack(stream, group, id)
    await client.xadd(deadLetter, '*', ...Object.entries(letter).flat())
    await client.xack(stream, group, id)
    // #endregion
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
