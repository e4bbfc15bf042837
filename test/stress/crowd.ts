import type { ChatServer } from '../../lessons/03-socket-io/workbook/compare/chat-server.ts'
import { ChatUser } from '../../lessons/03-socket-io/workbook/compare/chat-user.ts'
import { generator } from '../unit/redis/proxy/random.ts'
import { until } from '../unit/redis/proxy/until.ts'

/** Among them names that mean something in a channel, in a pattern or in JavaScript. */
const ROOMS = [
  ...Array.from({ length: 14 }, (_, index) => `room ${index}`),
  ...['a:b', 'a:b:c', '*', 'room ?', '__proto__', 'küche 🍲'],
]
/** How many rooms a member is in, at most. More would only make it slower. */
const ROOMS_EACH = 3
const USERS_PER_SERVER = 30

/** One member of the crowd, as it should be. */
interface Member {
  readonly user: ChatUser
  readonly server: number
  readonly rooms: Set<string>
}

/** What became of one message. */
interface Sent {
  readonly room: string
  /** Each of these must get one copy. */
  readonly due: ReadonlySet<string>
  /** Each of these may get one: whose join was not acknowledged yet. */
  readonly may: ReadonlySet<string>
  readonly got: Set<string>
}

const NOBODY: ReadonlySet<string> = new Set()

/** Many users on several servers who join, leave, disconnect and talk at random; the same for the same seed. */
export class Crowd {
  readonly #servers: readonly ChatServer[]
  /** How the subscription to a room's channel begins. */
  readonly #channel: string
  readonly #below: (bound: number) => number
  readonly #members = new Map<string, Member>()
  readonly #sent = new Map<string, Sent>()
  readonly #wrong: string[] = []
  readonly #broadcasts = new Map<string, number>()
  #names = 0
  #texts = 0

  /** @param namespace What the gateways put before their channels. */
  constructor(servers: readonly ChatServer[], namespace: string, seed: number) {
    this.#servers = servers
    this.#channel = `channel ${namespace}room:`
    this.#below = generator(seed).below
  }

  /** How many copies were due so far. */
  get copies(): number {
    return [...this.#sent.values()].reduce((sum, { due }) => sum + due.size, 0)
  }

  /** Everybody connects. */
  async enter(): Promise<void> {
    const servers = this.#servers.flatMap((_, server) => new Array<number>(USERS_PER_SERVER).fill(server))
    await Promise.all(servers.map((server) => this.#connect(server)))
  }

  /**
   * Some join, some leave, some change their minds, some disconnect and others come; all at the same time. It
   * resolves when everything is acknowledged.
   */
  async churn(): Promise<void> {
    // Who does what is drawn first: the order of answers must not change what is drawn next.
    const done: Promise<unknown>[] = []
    for (const [name, member] of [...this.#members]) {
      switch (this.#below(8)) {
        case 0:
        case 1:
        case 2:
          done.push(this.#join(member, this.#room()))
          break
        case 3:
          done.push(this.#leave(member, this.#of(member.rooms) ?? this.#room()))
          break
        case 4:
          done.push(this.#waver(member, this.#room(), 2 + this.#below(3)))
          break
        case 5:
          if (this.#below(4) === 0) done.push(this.#replace(name, member))
          break
      }
    }
    await Promise.all(done)
  }

  /**
   * A message to each room that has members, from one of them, and one from somebody who is no member. It resolves
   * when every copy that was due has arrived.
   */
  async talk(): Promise<void> {
    const asked: Promise<void>[] = []
    for (const room of ROOMS) {
      const inside = [...this.#members.values()].filter(({ rooms }) => rooms.has(room))
      const outside = [...this.#members.values()].filter(({ rooms }) => !rooms.has(room))
      const due = new Set(inside.map(({ user }) => user.name))
      const speaker = this.#of(inside)
      if (speaker) asked.push(this.#say(speaker.user, room, due))
      const stranger = this.#of(outside)
      if (stranger) asked.push(this.#mustNotSay(stranger.user, room))
    }
    await Promise.all(asked)
    await this.#arrived()
  }

  /**
   * Some join while one server's way to Redis is blocked, and the others talk meanwhile. Whose join is acknowledged
   * must get every message from then on, also when it waits for the way to be open again.
   */
  async joinBehindABlock(): Promise<void> {
    const blocked = this.#below(this.#servers.length)
    const joins = [...this.#members.values()].flatMap((member) =>
      this.#below(3) === 0 && member.rooms.size < ROOMS_EACH ? [{ member, room: this.#room() }] : [],
    )
    const pending = new Set(joins)
    this.#servers[blocked]?.proxy.stall()
    const done = joins.map(async (join) => {
      const { member, room } = join
      mustBeOk(await member.user.join(room), `${member.user.name} joins ${room} behind a block`)
      pending.delete(join)
      member.rooms.add(room)
    })
    try {
      await Promise.all(done.filter((_, index) => joins[index]?.member.server !== blocked))
      // The second time, an acknowledgement that came too soon has certainly arrived.
      for (let turn = 0; turn < 2; turn++) {
        await Promise.all(
          ROOMS.map(async (room) => {
            const inside = [...this.#members.values()].filter(({ rooms }) => rooms.has(room))
            const speaker = this.#of(inside.filter(({ server }) => server !== blocked))
            const due = new Set(inside.map(({ user }) => user.name))
            const joining = [...pending].filter((join) => join.room === room)
            const may = new Set(joining.map(({ member }) => member.user.name))
            if (speaker) await this.#say(speaker.user, room, due, may)
          }),
        )
      }
    } finally {
      this.#servers[blocked]?.proxy.resume()
      await Promise.all(done)
    }
    await this.#arrived()
  }

  /** Each server has a subscription for exactly the rooms in which it has somebody. */
  async subscriptionsFit(): Promise<void> {
    for (const [index, server] of this.#servers.entries()) {
      const here = [...this.#members.values()].filter(({ server: at }) => at === index)
      const rooms = new Set(here.flatMap(({ rooms }) => [...rooms]))
      const expected = [...rooms].map((room) => `${this.#channel}${room}`).sort()
      const now = () => [...server.subscriptions].filter((name) => name.startsWith(this.#channel)).sort()
      await until(`server ${index} has its rooms`, () => now().join() === expected.join()).catch((error) => {
        throw new Error(`${error}\n  expected  ${expected.join(', ')}\n  and has   ${now().join(', ')}`)
      })
    }
  }

  /**
   * Somebody of each server talks to all. It comes by the same connections as what was sent before, so when it
   * has arrived nothing else will.
   */
  async sentinel(): Promise<void> {
    for (const index of this.#servers.keys()) {
      const speaker = [...this.#members.values()].find(({ server }) => server === index)
      this.#broadcasts.set(`all ${index}`, 0)
      await speaker?.user.say(`all ${index}`)
    }
    await until('everybody hears the broadcasts', () =>
      [...this.#broadcasts.values()].every((count) => count >= this.#members.size),
    )
    this.#noneWrong()
    for (const [text, count] of this.#broadcasts) {
      if (count !== this.#members.size)
        throw new Error(`${count} copies of ${text} for ${this.#members.size}`)
    }
  }

  /** Everybody disconnects at once. */
  leave(): void {
    for (const { user } of this.#members.values()) user.disconnect()
    this.#members.clear()
  }

  async #connect(server: number): Promise<void> {
    this.#names += 1
    const name = `user ${this.#names}`
    const user = await ChatUser.connect(name, this.#servers[server]!.url, (text, room) =>
      this.#hear(name, text, room),
    )
    this.#members.set(name, { user, server, rooms: new Set() })
  }

  async #join(member: Member, room: string): Promise<void> {
    if (member.rooms.size >= ROOMS_EACH) return
    // Before the acknowledgement nobody talks, so the model may be ahead.
    member.rooms.add(room)
    mustBeOk(await member.user.join(room), `${member.user.name} joins ${room}`)
  }

  async #leave(member: Member, room: string): Promise<void> {
    member.rooms.delete(room)
    mustBeOk(await member.user.leave(room), `${member.user.name} leaves ${room}`)
  }

  /** Joins and leaves by turns without waiting; the last request counts. */
  async #waver(member: Member, room: string, turns: number): Promise<void> {
    const asked: Promise<void>[] = []
    for (let turn = 0; turn < turns; turn++) {
      asked.push(turn % 2 === 0 ? this.#join(member, room) : this.#leave(member, room))
    }
    await Promise.all(asked)
  }

  /** Closes a tab, most of the time while a join is on its way, and opens another one. */
  async #replace(name: string, member: Member): Promise<void> {
    this.#members.delete(name)
    const turns = this.#below(6)
    if (turns > 0) member.user.join(this.#room()).catch(() => {})
    // The join gets a different part of its way each time: to the server, to `mayJoin`, to Redis.
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
    member.user.disconnect()
    await this.#connect(member.server)
  }

  async #say(user: ChatUser, room: string, due: ReadonlySet<string>, may = NOBODY): Promise<void> {
    const text = this.#text()
    this.#sent.set(text, { room, due, may, got: new Set() })
    mustBeOk(await user.sayIn(room, text), `${user.name} talks in ${room}`)
  }

  async #mustNotSay(user: ChatUser, room: string): Promise<void> {
    const text = this.#text()
    this.#sent.set(text, { room, due: NOBODY, may: NOBODY, got: new Set() })
    const answer = await user.sayIn(room, text)
    if (answer.ok || answer.reason !== 'not-joined') {
      this.#wrong.push(`${user.name} talked in ${room} without having joined: ${JSON.stringify(answer)}`)
    }
  }

  #hear(name: string, text: string, room?: string): void {
    if (room === undefined) {
      this.#broadcasts.set(text, (this.#broadcasts.get(text) ?? 0) + 1)
      return
    }
    const sent = this.#sent.get(text)
    const about = `${name} got ${text} in ${room}`
    if (sent?.room !== room) this.#wrong.push(`${about}, which was sent to ${sent?.room}`)
    else if (!sent.due.has(name) && !sent.may.has(name)) this.#wrong.push(`${about} and is no member`)
    else if (sent.got.has(name)) this.#wrong.push(`${about} twice`)
    sent?.got.add(name)
  }

  /** Waits until every copy that is due has arrived. */
  async #arrived(): Promise<void> {
    const all = () =>
      [...this.#sent.values()].every(({ due, got }) => [...due].every((name) => got.has(name)))
    await until('every member gets its copy', () => this.#wrong.length > 0 || all()).catch((error) => {
      throw new Error([String(error), ...this.#missing()].join('\n'))
    })
    this.#noneWrong()
  }

  #missing(): string[] {
    return [...this.#sent].flatMap(([text, { room, due, got }]) => {
      const names = [...due].filter((name) => !got.has(name))
      return names.length > 0 ? [`  ${text} in ${room} did not reach ${names.join(', ')}`] : []
    })
  }

  #noneWrong(): void {
    if (this.#wrong.length > 0) throw new Error(this.#wrong.join('\n'))
  }

  #text(): string {
    this.#texts += 1
    return `message ${this.#texts}`
  }

  #room(): string {
    return ROOMS[this.#below(ROOMS.length)]!
  }

  #of<T>(some: Iterable<T>): T | undefined {
    const all = [...some]
    return all.length > 0 ? all[this.#below(all.length)] : undefined
  }
}

function mustBeOk(answer: { readonly ok: boolean }, what: string): void {
  if (!answer.ok) throw new Error(`${what}: ${JSON.stringify(answer)}`)
}
