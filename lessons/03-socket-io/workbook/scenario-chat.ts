import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io as connectTo, type Socket } from 'socket.io-client'
import { short } from '#shared/checks/wire-text.ts'
import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { RedisProxy } from '#shared/redis/proxy.ts'
import type { ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { ChatServer, Gateway, User } from '../contract.ts'
import type { Subject } from './subject.ts'

/** A server of the demo. */
export interface PlayedServer {
  readonly name: string
  readonly url: string
  readonly gateway: Gateway
  /** Whether it is subscribed to a channel of the namespace. */
  isSubscribed(channel: string): boolean
}

/** The servers and browsers of the demo. It prints what they do. */
export class ScenarioChat {
  readonly #context: ScenarioContext
  readonly #subject: Subject
  readonly #namespace: string
  /** The users by their tokens, as in a session store. */
  readonly #users = new Map<string, User>()

  constructor(context: ScenarioContext, subject: Subject) {
    this.#context = context
    this.#subject = subject
    this.#namespace = `${context.channel('chat')}:`
  }

  /** Starts a server with a gateway. */
  async server(name: string): Promise<PlayedServer> {
    const context = this.#context
    const { base: proxied, proxy } = await context.connectThroughProxy(name)
    const base: ConnectOptions = { ...proxied, namespace: this.#namespace }
    const pubsub = await this.#subject.connect(base)
    this.#atTheEnd(() => pubsub.close())
    const http = createServer()
    const io: ChatServer = new Server(http, { serveClient: false })
    this.#atTheEnd(() => io.close())
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const gateway = context.trackCalls(
      await this.#subject.attach({
        ...base,
        io,
        pubsub,
        identify: ({ auth }) => this.#users.get(String(auth.token)),
        mayJoin: () => true,
      }),
      name,
    )
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    context.say(`${name} has a gateway`)
    return { name, url, gateway, isSubscribed: (channel) => isSubscribed(proxy, this.#namespace + channel) }
  }

  /** Connects a user to a server. */
  async browser({ url, name: server }: PlayedServer, name: string): Promise<PlayedBrowser> {
    const token = randomUUID()
    this.#users.set(token, { id: this.#context.channel(name), name })
    const socket: AnySocket = connectTo(url, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    })
    this.#atTheEnd(async () => void socket.disconnect())
    const browser = new PlayedBrowser(this.#context, socket, this.#context.channel(name), name, server)
    await this.#context.until(`${name} is connected`, () => socket.connected)
    return browser
  }

  /** Closes something at the end of the demo, without printing it. */
  #atTheEnd(close: () => Promise<void>): void {
    this.#context.trackCalls({ close })
  }
}

type AnySocket = Socket<
  Record<string, (...args: unknown[]) => void>,
  Record<string, (...args: unknown[]) => void>
>

/** A user's browser tab. */
export class PlayedBrowser {
  readonly id: string
  readonly #context: ScenarioContext
  readonly #socket: AnySocket
  readonly #name: string
  readonly #server: string
  readonly #received: string[] = []

  /** @param server The name of its server. */
  constructor(context: ScenarioContext, socket: AnySocket, id: string, name: string, server: string) {
    this.id = id
    this.#context = context
    this.#socket = socket
    this.#name = name
    this.#server = `code:${server}`
    socket.onAny((event: string, value: { text?: string; title?: string }) => {
      const text = value?.title ?? value?.text ?? ''
      this.#received.push(text)
      context.say(`${name} receives ${event} ${short(text)}`, {
        kind: 'handle',
        from: this.#server,
        to: name,
        label: short(text),
        payload: `${event} ${JSON.stringify(value)}`,
      })
    })
  }

  /** Whether it has received this text. */
  hasReceived(text: string): boolean {
    return this.#received.includes(text)
  }

  get isConnected(): boolean {
    return this.#socket.connected
  }

  /** Sends a request, and waits for its acknowledgement. */
  async ask(event: string, payload: unknown): Promise<void> {
    let answer: unknown
    const sent = `${event} ${JSON.stringify(payload)}`
    this.#context.draw({ kind: 'emit', from: this.#name, to: this.#server, label: event, payload: sent })
    this.#socket.emit(event, payload, (given: unknown) => {
      answer = given
    })
    await this.#context.until(`${this.#name} receives the acknowledgement of ${event}`, () => answer)
    const { ok, reason } = answer as { ok?: boolean; reason?: string }
    this.#context.say(`${this.#name}: ${sent} → ${JSON.stringify(answer)}`, {
      kind: 'reply',
      from: this.#server,
      to: this.#name,
      label: ok ? 'ok' : (reason ?? 'refused'),
      payload: JSON.stringify(answer),
    })
  }

  /** Closes the tab. */
  leave(): void {
    this.#socket.disconnect()
    this.#context.say(`${this.#name} closes the tab`)
  }
}

function isSubscribed(proxy: RedisProxy, channel: string): boolean {
  return [...proxy.links].some((link) => link.subscribed.has(channel))
}
