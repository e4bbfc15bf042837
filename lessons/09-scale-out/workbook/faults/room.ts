import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Client } from '#shared/core/manifest.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import type { ClusterPubSub, Contract, Inbox, Outbox } from '../../contract.ts'
import { decode } from '../given/numbered.ts'

/** How long the publisher tries: each attempt, the pause between two, and all of them, in milliseconds. */
const ATTEMPTS = { attemptMs: 1000, pauseMs: 100, deadlineMs: 10_000 }
/** How often a message is published while the room is busy, in milliseconds. */
const EVERY_MS = 20
/** How long the last message may take, in milliseconds. */
const LAST_WITHIN_MS = 20_000

/** What happened to the messages of a room. */
export interface Counts {
  readonly published: number
  /** Messages for which SPUBLISH returned 1 or more. */
  readonly counted: number
  /** Messages that arrived, each counted once. */
  readonly received: number
  /** Numbers of messages that never arrived. */
  readonly lost: readonly number[]
  /** Numbers that the subscriber's inbox reported as missing. */
  readonly missing: readonly number[]
  /** Numbers that the publisher's outbox reported as not confirmed; they may have arrived. */
  readonly unconfirmed: readonly number[]
  /** The longest time in which no message arrived, in milliseconds. */
  readonly longestGapMs: number
}

/** A message that was published. */
interface Sent {
  readonly at: number
  counted: boolean
  arrivedAt?: number
}

/** What is told while messages pass. */
export interface RoomListener {
  /** A message has arrived for the first time. */
  arrived?(number: number, afterMs: number): void
  /** An attempt to publish has resolved with this count. */
  counted?(number: number, count: number): void
}

/** A room with one publisher and one subscriber, which are two connections of one client with our solution. */
export class Room {
  readonly channel: string
  readonly #publisher: ClusterPubSub
  readonly #subscriber: ClusterPubSub
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #listener: RoomListener
  readonly #sent: Sent[] = []
  readonly #sending = new Set<Promise<unknown>>()
  readonly #arrivals: number[] = []
  #busy: NodeJS.Timeout | undefined

  private constructor(
    channel: string,
    connections: readonly [ClusterPubSub, ClusterPubSub],
    { createInbox, createOutbox }: Pick<Contract, 'createInbox' | 'createOutbox'>,
    listener: RoomListener,
  ) {
    this.channel = channel
    this.#listener = listener
    ;[this.#publisher, this.#subscriber] = connections
    this.#inbox = createInbox((text) => this.#arrived(Number(text)))
    this.#outbox = createOutbox({
      ...ATTEMPTS,
      sender: 'shop',
      publish: async (to, message) => {
        const count = await this.#publisher.publish(to, message)
        const { number } = decode(message)
        if (count > 0) this.#sent[number - 1]!.counted = true
        this.#listener.counted?.(number, count)
        return count
      },
    })
  }

  /**
   * Connects and subscribes.
   *
   * @param report Takes problems of both connections.
   */
  static async open(
    client: Client,
    channel: string,
    urls: readonly string[],
    report: (problem: Problem) => void,
    listener: RoomListener = {},
  ): Promise<Room> {
    const [{ connect }, messages] = await Promise.all([
      solution(`${client}.ts`) as Promise<Pick<Contract, 'connect'>>,
      solution('messages.ts') as Promise<Pick<Contract, 'createInbox' | 'createOutbox'>>,
    ])
    const options = { nodes: urls, namespace: '', report }
    const publisher = await connect(options)
    const subscriber = await connect(options)
    const room = new Room(channel, [publisher, subscriber], messages, listener)
    await subscriber.subscribe([channel], room.#inbox.receive)
    return room
  }

  get published(): number {
    return this.#sent.length
  }

  /** Publishes fifty messages a second, even if the timer is late. */
  begin(): void {
    const since = performance.now()
    let sent = 0
    this.#busy = setInterval(() => {
      for (const due = (performance.now() - since) / EVERY_MS; sent < due; sent++) void this.send()
    }, EVERY_MS)
  }

  /** Publishes a message. Resolves with its number when the outbox has an answer. */
  send(): Promise<number> {
    const number = this.#sent.push({ at: performance.now(), counted: false })
    const sending = this.#outbox.send(this.channel, String(number))
    this.#sending.add(sending)
    return sending.finally(() => this.#sending.delete(sending)).then(() => number)
  }

  /** The time after `since` at which the first message arrived that was published after `done`; both as from the clock. */
  againAfter(since: number, done: number): number | undefined {
    const first = this.#sent
      .filter(({ at }) => at > done)
      .reduce((least, { arrivedAt }) => Math.min(least, arrivedAt ?? least), Number.POSITIVE_INFINITY)
    return Number.isFinite(first) ? first - since : undefined
  }

  /** Stops publishing, waits for all that is in flight and for a last message, and counts. */
  async finish(): Promise<Counts> {
    clearInterval(this.#busy)
    await Promise.all(this.#sending)
    const until = performance.now() + LAST_WITHIN_MS
    // A message that arrives tells the inbox which earlier ones are missing.
    while (performance.now() < until) {
      const number = await this.send()
      if (this.#sent[number - 1]!.arrivedAt !== undefined) break
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
      if (this.#sent[number - 1]!.arrivedAt !== undefined) break
    }
    return this.#counts()
  }

  /** What the inbox has missed so far. */
  missing(): number[] {
    return this.#inbox.missing().flatMap(({ numbers }) => numbers)
  }

  /** How many different messages have arrived so far. */
  get received(): number {
    return this.#sent.filter(({ arrivedAt }) => arrivedAt !== undefined).length
  }

  async close(): Promise<void> {
    clearInterval(this.#busy)
    await Promise.allSettled([this.#publisher.close(), this.#subscriber.close()])
  }

  #arrived(number: number): void {
    const sent = this.#sent[number - 1]
    if (!sent || sent.arrivedAt !== undefined) return
    sent.arrivedAt = performance.now()
    this.#arrivals.push(sent.arrivedAt)
    this.#listener.arrived?.(number, sent.arrivedAt - sent.at)
  }

  #counts(): Counts {
    const lost = this.#sent.flatMap(({ arrivedAt }, i) => (arrivedAt === undefined ? [i + 1] : []))
    const gaps = this.#arrivals.map((at, i) => at - (this.#arrivals[i - 1] ?? at))
    return {
      published: this.#sent.length,
      counted: this.#sent.filter(({ counted }) => counted).length,
      received: this.received,
      lost,
      missing: this.missing(),
      unconfirmed: this.#outbox.unconfirmed().map(({ number }) => number),
      longestGapMs: Math.max(0, ...gaps),
    }
  }
}

/** The lost messages that neither the inbox nor the outbox reported. */
export function unreported({ lost, missing, unconfirmed }: Counts): number[] {
  const known = new Set([...missing, ...unconfirmed])
  return lost.filter((number) => !known.has(number))
}

function solution(file: string): Promise<unknown> {
  return import(pathToFileURL(join(ROOT, 'solutions/09-scale-out', file)).href)
}
