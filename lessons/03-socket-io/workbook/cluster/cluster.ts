import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import type { Cause, Kit, Way } from '../../../../shared/checks/kit.ts'
import type { ConnectOptions, Problem } from '../../../../shared/lesson/connect-options.ts'
import { NotStarted } from '../../../../shared/lesson/todo.ts'
import type { PubSub } from '../../../02-patterns/contract.ts'
import type { ChatServer, Gateway, GatewayOptions, Handshake, User } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { Browser } from './browser.ts'
import { type Fault, faultyPubSub } from './faulty-pubsub.ts'
import { keepContext } from './in-context.ts'

/** A server process, as far as a check needs one: Socket.IO, a way to Redis, and the gateway between them. */
export interface Host extends Way {
  readonly name: string
  readonly url: string
  readonly io: ChatServer
  readonly pubsub: PubSub
  readonly gateway: Gateway
  /** What its port is to refuse from now on. */
  readonly faults: Set<Fault>
}

/** How a server differs from the others. */
export interface HostOptions extends Partial<Pick<GatewayOptions, 'identify' | 'mayJoin'>> {
  /** True for a way to Redis that it does not share with the other servers, so that faults are for it alone. */
  readonly ownWay?: boolean
  /** Is called with the Socket.IO server before the gateway is put on it. */
  prepare?(io: ChatServer): void
}

/** A longer message than Socket.IO takes by default, so that it comes as far as the gateway. */
const MAX_MESSAGE_BYTES = 4_000_000

/** Servers that share one Redis and one namespace, and the browsers that talk to them. */
export class Cluster {
  /** What the gateways put before their channels; nobody else uses it. */
  readonly namespace: string
  readonly broadcast: string
  readonly notifications: string
  readonly #kit: Kit
  readonly #subject: Subject
  /** The users by their tokens, as a table of sessions has them. */
  readonly #users = new Map<string, User>()
  /** One proxy for all, as one Redis is there for all. */
  #way: Promise<Way> | undefined
  #servers = 0

  constructor(kit: Kit, subject: Subject, name = 'chat') {
    this.#kit = kit
    this.#subject = subject
    this.namespace = `${kit.channel(name)}:`
    this.broadcast = `${this.namespace}broadcast`
    this.notifications = `${this.namespace}notifications`
  }

  /** The channel of a room. */
  channelOf(room: string): string {
    return `${this.namespace}room:${room}`
  }

  /** Starts a server. */
  async server(options: HostOptions = {}): Promise<Host> {
    const prepared = await this.prepare(options)
    return { ...prepared, gateway: await prepared.attach() }
  }

  /** Starts several servers. */
  servers(count: number, options: HostOptions = {}): Promise<Host[]> {
    return Promise.all(Array.from({ length: count }, () => this.server(options)))
  }

  /** Starts a server without a gateway, which `attach` puts on it. */
  async prepare(options: HostOptions = {}): Promise<Omit<Host, 'gateway'> & { attach(): Promise<Gateway> }> {
    const kit = this.#kit
    const name = `server ${++this.#servers}`
    this.#way ??= kit.way()
    const { base: way, proxy } = await (options.ownWay ? kit.way() : this.#way)
    const problems: Problem[] = []
    const base: ConnectOptions = { ...way, namespace: this.namespace, report: reporting(way, problems) }
    const faults = new Set<Fault>()
    // Followed from outside, so that the timeline shows what was refused, too.
    const port = await this.#subject.connect(base)
    const pubsub = kit.follow(`${name}: pubsub`, port && faultyPubSub(port, faults))

    const http = createServer()
    keepContext(http)
    const io: ChatServer = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    options.prepare?.(io)
    kit.cleanup(() => io.close())

    const attach = async () => {
      const { identify = (handshake) => this.whoIs(handshake), mayJoin = () => true } = options
      const gateway = await this.#subject.attach({ ...base, io, pubsub, identify, mayJoin })
      const followed = kit.follow(`${name}: gateway`, gateway)
      // First of all the browsers go, so that nothing happens any more when the gateway is closed.
      kit.cleanup(() => io.close())
      return followed
    }
    return { base, proxy, problems, name, url, io, pubsub, faults, attach }
  }

  /** Somebody whom the servers know. */
  user(name: string): User {
    return { id: this.#kit.channel(name), name }
  }

  /** The user behind a socket, as a session or a token tells it; undefined for a token that is not known. */
  whoIs({ auth }: Handshake): User | undefined {
    return this.#users.get(String(auth.token))
  }

  /** A tab of a user, not connected yet. */
  tab(host: Pick<Host, 'url'>, user: User): Browser {
    const token = randomUUID()
    // Like a row of a database: there is more in it than a browser should see.
    this.#users.set(token, Object.assign(new KnownUser(), user, { email: SECRET }))
    return new Browser(this.#kit, host.url, user, token)
  }

  /** Opens a tab of a user on a server. */
  async browser(host: Pick<Host, 'url'>, who: string | User): Promise<Browser> {
    const user = typeof who === 'string' ? this.user(who) : who
    const browser = this.tab(host, user)
    const refused = await browser.open()
    if (refused) this.#kit.fail(`${user.name} is known, and was refused: ${refused.message}`)
    return browser
  }

  /** Fails unless Redis has so many subscriptions to a channel, after a while. */
  async subscriptions(channel: string, expected: number, cause?: Cause<number>): Promise<void> {
    let seen = -1
    const looks = async () => {
      seen = await this.#kit.subscribers(channel)
      return seen === expected
    }
    const what = `PUBSUB NUMSUB of ${channel} is ${expected}`
    await this.#kit
      .until(what, looks)
      .catch(() => this.#kit.equal(`PUBSUB NUMSUB of ${channel}, after a while`, seen, expected, { cause }))
  }
}

/** What the server knows of each user and neither a browser nor another program should see. */
export const SECRET = 'secret@example.com'

/** An application has classes, and a user of theirs is a user. */
class KnownUser implements User {
  readonly id!: string
  readonly name!: string
}

/** A task that was not started, and that somebody has caught and reported, is still not started. */
function reporting({ report }: ConnectOptions, problems: Problem[]): ConnectOptions['report'] {
  return (problem) => {
    if (problem.error instanceof NotStarted) void Promise.reject(problem.error)
    problems.push(problem)
    report(problem)
  }
}
