/**
 * Lesson 06 with node-redis: the commands.
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
import { end, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import { isRefusal, startConsumer } from './consumer.ts'

/** How many pending entries one XPENDING lists at most. */
const PAGE = 100

export async function feed({ url, report, stream, maxLength }: FeedOptions): Promise<Feed> {
  const client = await open(url, report)

  async function add(fields: Fields): Promise<string> {
    // #region 06.2-add
    //- // Add the fields with a key to the stream, and pass on `options`, which stay empty until task 06.6.
    //- return todo('06.2')
    return client.xAdd(stream, '*', { key: randomUUID(), ...fields }, options)
    // #endregion
  }

  // #region 06.6-trim
  //- // Add { TRIM: { strategy, strategyModifier, threshold } } if there is a maxLength.
  //- const options = {}
  const options = maxLength
    ? { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const }
    : {}
  // #endregion

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
    // #region 06.2-createGroup
    //- // Create the group at 0, with MKSTREAM. If Redis refuses with BUSYGROUP, the group exists: that's fine.
    //- return todo('06.2')
    try {
      // At 0: a new group also gets the entries that are in the stream already.
      await client.xGroupCreate(stream, group, '0', { MKSTREAM: true })
    } catch (error) {
      if (!isRefusal(error, 'BUSYGROUP')) throw error
    }
    // #endregion
  }

  async function read(): Promise<Entry[]> {
    // #region 06.2-read
    //- // Read with `reader`, COUNT: count, and BLOCK: blockMs. The reply is null if nothing came.
    //- return todo('06.2')
    //? const reply = await reader.xReadGroup(group, name, { key: stream, id: '>' }, { COUNT: count, BLOCK: blockMs })
    //? const [[, messages = []] = []] = (reply ?? []) as unknown as [string, [id: string, fields: string[]][]][]
    //? return messages.map(([id, fields]) => ({ id, fields: Object.fromEntries([fields]), attempt: 1 }))
    const from = { key: stream, id: '>' }
    const reply = (await reader.xReadGroup(group, name, from, { COUNT: count, BLOCK: blockMs })) as Reply
    const messages = reply?.[0]?.messages ?? []
    return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
    // #endregion
  }

  async function acknowledge(id: string): Promise<void> {
    // #region 06.2-acknowledge
    //- // XACK for the group.
    //- return todo('06.2')
    await client.xAck(stream, group, id)
    // #endregion
  }

  async function idle(): Promise<{ id: string; deliveries: number }[]> {
    // #region 06.3-idle
    //- // XPENDING from '-' to '+', at most PAGE entries, with IDLE: idleMs.
    //- return []
    //? const pending = await client.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: idleMs })
    //? return (pending as unknown as [string, string, number, number][]).map(([id, , , deliveries]) => ({
    //?   id,
    //?   deliveries,
    //? }))
    const pending = await client.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: idleMs })
    return pending.map(({ id, deliveriesCounter }) => ({ id, deliveries: deliveriesCounter }))
    // #endregion
  }

  async function claim(id: string): Promise<Fields | undefined> {
    // #region 06.3-claim
    //- // XCLAIM with idleMs replies with the messages that you got: none or one.
    //- return todo('06.3')
    const [message] = await client.xClaim(stream, group, name, idleMs, id)
    return message?.message
    // #endregion
  }

  async function moveToDeadLetter(id: string, letter: Fields): Promise<void> {
    // #region 06.5-moveToDeadLetter
    //- // Add the letter to the dead-letter stream. Once Redis has it, acknowledge the entry.
    //- return todo('06.5')
    await client.xAdd(deadLetter, '*', letter)
    await client.xAck(stream, group, id)
    // #endregion
  }

  const isReady = () => reader.isReady && client.isReady

  async function close(): Promise<void> {
    await Promise.all([end(reader), end(client)])
  }

  return { createGroup, read, acknowledge, idle, claim, moveToDeadLetter, isReady, close }
}
