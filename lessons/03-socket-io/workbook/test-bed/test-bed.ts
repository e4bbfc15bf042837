import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import type { Cause } from '#shared/checks/assertions.ts'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { type Fault, interceptPubSub } from '#shared/testbed/intercept.ts'
import { keepContext } from '#shared/testbed/keep-context.ts'
import type { PubSub } from '../../../02-patterns/contract.ts'
import type { ChatServer, Gateway, GatewayOptions, Handshake, User } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { Browser } from './browser.ts'

/** A simulated server process: Socket.IO, connections to Redis, and the gateway between them. */
export interface Host extends ProxiedConnection {
  readonly name: string
  readonly url: string
  readonly io: ChatServer
  readonly pubsub: PubSub
  readonly gateway: Gateway
  /** The calls of `pubsub` that are rejected from now on. */
  readonly faults: Set<Fault>
  /** The calls of `pubsub` that don't begin before a promise resolves. */
  readonly delays: Map<Fault, Promise<void>>
}

/** How a server differs from the others. */
export interface HostOptions extends Partial<Pick<GatewayOptions, 'identify' | 'mayJoin'>> {
  /** True for a proxy that no other server shares, so that faults affect this server only. */
  readonly ownWay?: boolean
  /** Called with the Socket.IO server before the gateway is attached. */
  prepare?(io: ChatServer): void
}

/** More than the default of Socket.IO, so that long messages reach the gateway. */
const MAX_MESSAGE_BYTES = 4_000_000

/** Servers that share one Redis and one namespace, and the browsers that talk to them. */
export class TestBed {
  /** The prefix of the gateways' channels. It is unique. */
  readonly namespace: string
  readonly broadcast: string
  readonly notifications: string
  readonly #context: CheckContext
  readonly #subject: Subject
  /** The users by their tokens, as in a session store. */
  readonly #users = new Map<string, User>()
  /** The proxy that the servers share. */
  #proxied: Promise<ProxiedConnection> | undefined
  #servers = 0

  constructor(context: CheckContext, subject: Subject, name = 'chat') {
    this.#context = context
    this.#subject = subject
    this.namespace = `${context.channel(name)}:`
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

  /** Starts a server without a gateway. Its `attach` adds one. */
  async prepare(options: HostOptions = {}): Promise<Omit<Host, 'gateway'> & { attach(): Promise<Gateway> }> {
    const context = this.#context
    const name = `server ${++this.#servers}`
    this.#proxied ??= context.connectThroughProxy()
    const { base: proxied, proxy } = await (options.ownWay ? context.connectThroughProxy() : this.#proxied)
    const problems: Problem[] = []
    const base: ConnectOptions = {
      ...proxied,
      namespace: this.namespace,
      report: reporting(proxied, problems),
    }
    const faults = new Set<Fault>()
    const delays = new Map<Fault, Promise<void>>()
    // Wrapped from outside, so that the timeline shows rejected calls as well.
    const port = await this.#subject.connect(base)
    const pubsub = context.trackCalls(`${name}: pubsub`, port && interceptPubSub(port, faults, delays))

    const http = createServer()
    keepContext(http)
    const io: ChatServer = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    options.prepare?.(io)
    context.cleanup(() => io.close())

    const attach = async () => {
      const { identify = (handshake) => this.whoIs(handshake), mayJoin = () => true } = options
      const gateway = await this.#subject.attach({ ...base, io, pubsub, identify, mayJoin })
      const followed = context.trackCalls(`${name}: gateway`, gateway)
      // The browsers disconnect first, so that they send nothing after the gateway is closed.
      context.cleanup(() => io.close())
      return followed
    }
    return { base, proxy, problems, name, url, io, pubsub, faults, delays, attach }
  }

  /** A user that the servers know. */
  user(name: string): User {
    return { id: this.#context.channel(name), name }
  }

  /** The user of a token, or undefined for an unknown token. */
  whoIs({ auth }: Handshake): User | undefined {
    return this.#users.get(String(auth.token))
  }

  /** A tab of a user, not connected yet. */
  tab(host: Pick<Host, 'url'>, user: User): Browser {
    const token = randomUUID()
    // As in a database, the user has a private field.
    this.#users.set(token, Object.assign(new KnownUser(), user, { email: SECRET }))
    return new Browser(this.#context, host.url, user, token)
  }

  /** Opens a tab of a user on a server. */
  async browser(host: Pick<Host, 'url'>, who: string | User): Promise<Browser> {
    const user = typeof who === 'string' ? this.user(who) : who
    const browser = this.tab(host, user)
    const refused = await browser.open()
    if (refused)
      this.#context.fail(
        `${user.name} is a known user, but the server rejected the connection: ${refused.message}`,
      )
    return browser
  }

  /** Waits until Redis has so many subscriptions to a channel. */
  async subscriptions(channel: string, expected: number, cause?: Cause<number>): Promise<void> {
    let seen = -1
    const looks = async () => {
      seen = await this.#context.subscribers(channel)
      return seen === expected
    }
    const what = `PUBSUB NUMSUB of ${channel} is ${expected}`
    await this.#context
      .until(what, looks)
      .catch(() => this.#context.equal(`PUBSUB NUMSUB of ${channel}`, seen, expected, { cause }))
  }
}

/** A private field of each user. It must not leave the server. */
export const SECRET = 'secret@example.com'

/** Users can be instances of a class. */
class KnownUser implements User {
  readonly id!: string
  readonly name!: string
}

/** Reports problems. A task that isn't started stays so even if the learner's code has caught and reported its error. */
function reporting({ report }: ConnectOptions, problems: Problem[]): ConnectOptions['report'] {
  return (problem) => {
    if (problem.error instanceof NotStarted) void Promise.reject(problem.error)
    problems.push(problem)
    report(problem)
  }
}
