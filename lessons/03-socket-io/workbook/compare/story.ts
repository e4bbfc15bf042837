import { describe } from '#shared/checks/failure.ts'
import type { Client } from '#shared/core/manifest.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import type { Server } from '#shared/redis/server.ts'
import type { Acknowledgement } from '../../contract.ts'
import { ChatServer } from './chat-server.ts'
import { ChatUser } from './chat-user.ts'
import type { Counts } from './counts.ts'
import { DeliveryLog } from './delivery-log.ts'
import type { Transport } from './transport.ts'
import { waitFor } from './waiting.ts'

/** How long messages may take to arrive, in milliseconds. */
const ARRIVE_WITHIN = 3_000
/** How long a server may take to reconnect to Redis, in milliseconds. */
const BACK_WITHIN = 10_000

/** The users, their servers, and their rooms. */
const CAST = [
  { name: 'anna', server: 0, rooms: ['garden', 'kitchen'] },
  { name: 'ben', server: 0, rooms: ['garden'] },
  { name: 'cleo', server: 0, rooms: [] },
  { name: 'dora', server: 1, rooms: ['garden'] },
  { name: 'emil', server: 1, rooms: ['garden', 'kitchen'] },
  { name: 'fred', server: 1, rooms: ['kitchen'] },
  { name: 'gina', server: 2, rooms: ['garden'] },
  { name: 'hugo', server: 2, rooms: ['garden'] },
  { name: 'iris', server: 2, rooms: [] },
] as const

/** The users on the server that loses Redis for a while. */
const IN_THE_CUT = new Set<string>(CAST.filter(({ server }) => server === 2).map(({ name }) => name))

/** The story in words, shown above the table. */
export const STORY = [
  `${CAST.length} users on three servers join two rooms (Anna twice). They send messages to rooms and to everyone.`,
  'Emil closes his tab, and Fred leaves the kitchen. Server 3 loses Redis for a moment, while Anna keeps sending.',
  'After it has reconnected, all users send once more, and leave.',
].join(' ')

/** What the story runs on. */
export interface StoryOptions {
  readonly redis: Pick<Server, 'url'>
  /** The prefix of every channel and key. It is unique for each story. */
  readonly namespace: string
  readonly client: Client
  readonly transport: Transport
}

/**
 * Plays the story once.
 *
 * @throws If the mechanism fails to start, if a user can't connect, or if an acknowledgement is missing.
 */
export async function playStory(options: StoryOptions): Promise<Counts> {
  const story = new Story(options)
  try {
    await story.open()
    await story.join()
    await story.talk()
    await story.leaveSome()
    await story.talk()
    await story.cut()
    await story.talk()
    await story.leaveAll()
  } finally {
    await story.close()
  }
  return story.counts()
}

class Story {
  readonly #options: StoryOptions
  readonly #deliveries = new DeliveryLog()
  readonly #troubles = new Set<string>()
  readonly #users = new Map<string, ChatUser>()
  readonly #rooms = new Map<string, Set<string>>()
  readonly #servers: ChatServer[] = []
  #atFirst = 0
  #leftOver = 0
  #connections = 0
  #handedOut = 0
  #messages = 0

  constructor(options: StoryOptions) {
    this.#options = options
  }

  async open(): Promise<void> {
    const { redis, namespace, client, transport } = this.#options
    const report = (problem: Problem) => {
      // This story cuts connections on purpose.
      if (problem.kind !== 'connection')
        this.#trouble(`reported: ${problem.kind} (${describe(problem.error)})`)
    }
    for (let index = 0; index < 3; index++) {
      this.#servers.push(await ChatServer.open({ redis, namespace, client, transport, report }))
    }
    await this.#ready()
    this.#atFirst = this.#subscriptions
    this.#connections = this.#servers.reduce((sum, { connections }) => sum + connections, 0)
  }

  /** All users connect and join at the same time. */
  async join(): Promise<void> {
    await Promise.all(
      CAST.map(async ({ name, server, rooms }) => {
        const user = await ChatUser.connect(name, this.#servers[server]!.url, (text, room) =>
          this.#deliveries.arrives(room === undefined ? text : `${room}: ${text}`, name),
        )
        this.#users.set(name, user)
        for (const room of rooms) {
          await this.#ok(user.join(room))
          this.#rooms.set(room, (this.#rooms.get(room) ?? new Set()).add(name))
        }
      }),
    )
    await this.#ok(this.#user('anna').join('garden'))
  }

  /** Every member sends to the room. Then one user of each server sends to everyone. */
  async talk(): Promise<void> {
    await this.#toRooms([...this.#users.keys()])
    for (const name of ['cleo', 'dora', 'iris']) await this.#toAll(name)
    await waitFor(ARRIVE_WITHIN, () => this.#deliveries.complete(IN_THE_CUT))
  }

  async leaveSome(): Promise<void> {
    const emil = this.#user('emil')
    emil.disconnect()
    this.#users.delete('emil')
    for (const members of this.#rooms.values()) members.delete('emil')
    await this.#ok(this.#user('fred').leave('kitchen'))
    this.#rooms.get('kitchen')?.delete('fred')
  }

  /** Server 3 loses Redis while Anna, on server 1, keeps sending. */
  async cut(): Promise<void> {
    const server = this.#servers[2]!
    const before = {
      subscriptions: server.subscriptions,
      readers: server.streamReaders,
      connections: server.connections,
    }
    server.cut()
    for (let turn = 0; turn < 3; turn++) {
      await this.#toRooms(['anna'], true)
      await this.#toAll('anna', true)
    }
    await waitFor(ARRIVE_WITHIN, () => this.#deliveries.complete(IN_THE_CUT))
    server.mend()
    const back = await waitFor(BACK_WITHIN, () => {
      const now = server.subscriptions
      return (
        server.connections >= before.connections &&
        server.streamReaders >= before.readers &&
        [...before.subscriptions].every((name) => now.has(name))
      )
    })
    if (!back) this.#trouble('server 3 did not restore all of its subscriptions')
  }

  /** All users close their tabs. The servers should end the subscriptions that they no longer need. */
  async leaveAll(): Promise<void> {
    for (const user of this.#users.values()) user.disconnect()
    this.#users.clear()
    await waitFor(ARRIVE_WITHIN, () => this.#subscriptions <= this.#atFirst)
    this.#leftOver = this.#subscriptions - this.#atFirst
  }

  async close(): Promise<void> {
    for (const user of this.#users.values()) user.disconnect()
    this.#handedOut = this.#servers.reduce((sum, { handedOut }) => sum + handedOut, 0)
    let atTheEnd = 0
    for (const ended of await Promise.allSettled(this.#servers.map((server) => server.close()))) {
      if (ended.status === 'fulfilled') atTheEnd += ended.value
      else this.#trouble(`failed to close: ${describe(ended.reason)}`)
    }
    this.#leftOver = Math.max(this.#leftOver, atTheEnd)
  }

  counts(): Counts {
    return {
      ...this.#deliveries.totals(),
      leftOver: this.#leftOver,
      connections: this.#connections,
      handedOut: this.#handedOut,
      troubles: [...this.#troubles],
    }
  }

  async #toRooms(names: readonly string[], inTheCut = false): Promise<void> {
    for (const [room, members] of this.#rooms) {
      for (const name of names.filter((one) => members.has(one))) {
        const text = this.#text()
        this.#deliveries.sends(`${room}: ${text}`, members, inTheCut)
        await this.#ok(this.#user(name).sayIn(room, text))
      }
    }
  }

  async #toAll(name: string, inTheCut = false): Promise<void> {
    const text = this.#text()
    this.#deliveries.sends(text, this.#users.keys(), inTheCut)
    await this.#ok(this.#user(name).say(text))
  }

  /** A unique text. */
  #text(): string {
    this.#messages += 1
    return `message ${this.#messages}`
  }

  #user(name: string): ChatUser {
    const user = this.#users.get(name)
    if (!user) throw new Error(`${name} is not connected`)
    return user
  }

  async #ok(asked: Promise<Acknowledgement>): Promise<void> {
    const answer = await asked
    if (!answer.ok) this.#trouble(`refused: ${answer.reason}`)
  }

  async #ready(): Promise<void> {
    const { ready } = this.#options.transport
    const all = await waitFor(ARRIVE_WITHIN, () =>
      this.#servers.every(
        ({ subscriptions, streamReaders }) =>
          subscriptions.size >= ready.subscriptions && streamReaders >= ready.streamReaders,
      ),
    )
    if (!all) this.#trouble('not every server was ready')
  }

  get #subscriptions(): number {
    return this.#servers.reduce((sum, { subscriptions }) => sum + subscriptions.size, 0)
  }

  #trouble(text: string): void {
    this.#troubles.add(text)
  }
}
