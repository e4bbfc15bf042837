import { matches } from '#shared/lesson/glob.ts'
import type { ProxyConnection } from './connection-filter.ts'
import type { ReplyKind } from './reply-buffer.ts'
import { encodeReply, type Frame, plain, RespError, type RespValue, textOf } from './resp.ts'
import type { WireEvent } from './wire.ts'
import { maskSecrets } from './wire-mask.ts'
import { Queue } from './wire-queue.ts'

/** Subscribe commands are not answered by a reply but by one acknowledgement per name. */
const SUBSCRIBE_FAMILY = /^[PS]?(UN)?SUBSCRIBE$/
/** After these, what Redis sends can no longer be matched with what was asked. */
const UNFOLLOWABLE = new Set(['MONITOR', 'SYNC', 'PSYNC'])

/** A command that Redis has not answered yet. */
interface Asked {
  readonly name: string
  readonly args: readonly string[]
  /** How many acknowledgements are still to come, for the subscribe family; unknown before the first one. */
  acknowledgements: number | undefined
  /** Makes the reply that the client gets in place of Redis's own. */
  instead: ((own: RespValue) => RespValue) | undefined
}

interface Message {
  readonly pattern: RespValue | undefined
  readonly channel: RespValue
  readonly payload: RespValue
}

/** What a frame from Redis is. */
export interface TrackedReply {
  /** `push`: a message or notice that comes unasked; it passes by a reply that is held back. */
  readonly kind: ReplyKind
  /** The command that it answers or acknowledges, in capitals; empty for a push. */
  readonly name: string
  /** Undefined when there is nothing to tell. */
  readonly event: WireEvent | undefined
  /** The reply that the client gets in place of this one. */
  readonly instead?: RespValue
}

/** Follows one connection: which reply belongs to which command, and what the connection has subscribed to. */
export class ProtocolTracker {
  readonly channels = new Set<string>()
  readonly patterns = new Set<string>()
  readonly shardChannels = new Set<string>()
  /** Every command that the client has sent, in capitals. */
  readonly commands = new Set<string>()
  /** True when the connection can no longer be followed. */
  passthrough = false
  readonly #connection: number
  readonly #asked: Queue<Asked> = new Queue()
  #latest: Asked | undefined
  /** How many replies are still to be replaced. */
  #replacing = 0
  #protocol = 2

  /** @param connection The number that events carry. */
  constructor(connection: number) {
    this.#connection = connection
  }

  /** Takes a command of the client; returns what there is to tell. */
  onCommand({ value }: Frame): WireEvent | undefined {
    if (!Array.isArray(value) || value.length === 0) return undefined
    const [first, ...rest] = value.map(textOf)
    const name = first!.toUpperCase()
    const args = maskSecrets(name, rest)
    this.commands.add(name)
    if (UNFOLLOWABLE.has(name) || (name === 'CLIENT' && args[0]?.toUpperCase() === 'REPLY'))
      this.passthrough = true
    this.#latest = { name, args, acknowledgements: undefined, instead: undefined }
    this.#asked.push(this.#latest)
    return { what: 'command', connection: this.#connection, name, args }
  }

  /** The reply to the command that was asked last is replaced when it comes. */
  replace(reply: (own: RespValue) => RespValue): void {
    this.#latest!.instead = reply
    this.#replacing += 1
  }

  /** True when the reply to some command is still to be replaced. */
  get replacing(): boolean {
    return this.#replacing > 0
  }

  /** The command that the client waits for, with its arguments; undefined when there is none. */
  get waitsFor(): { readonly name: string; readonly args: readonly string[] } | undefined {
    return this.#asked.first
  }

  /** How this connection would get a message: one frame for each subscription that it matches. */
  framesOf(
    channel: RespValue,
    payload: RespValue,
    sharded: boolean,
  ): { readonly bytes: Buffer; readonly event: WireEvent }[] {
    const name = textOf(channel)
    const frame = (kind: string, pattern?: string) => ({
      bytes: encodeReply(
        [kind, ...(pattern === undefined ? [] : [pattern]), channel, payload],
        this.#protocol === 2 ? '*' : '>',
      ),
      event: this.#delivered({ pattern, channel, payload }),
    })
    if (sharded) return this.shardChannels.has(name) ? [frame('smessage')] : []
    const patterns = [...this.patterns].filter((pattern) => matches(pattern, name))
    return [
      ...(this.channels.has(name) ? [frame('message')] : []),
      ...patterns.map((pattern) => frame('pmessage', pattern)),
    ]
  }

  /** Takes what Redis said. */
  onReply({ type, value, nested }: Frame): TrackedReply {
    if (nested || this.#isPush(type, value)) return this.#push(value as RespValue[], nested)
    return this.#reply(value)
  }

  /** Over RESP2 with subscriptions, Redis takes nothing but Pub/Sub commands. */
  get pubSubOnly(): boolean {
    return this.#protocol === 2 && this.#hasSubscriptions
  }

  get #hasSubscriptions(): boolean {
    return this.channels.size + this.patterns.size + this.shardChannels.size > 0
  }

  #isPush(type: string, value: RespValue): boolean {
    if (type === '>') return true
    // RESP2 has no type of its own for pushes. There, only a connection with subscriptions gets messages, and
    // it gets no other reply that looks like one.
    if (type !== '*' || this.#protocol !== 2 || !Array.isArray(value)) return false
    if (isAcknowledgement(value)) return this.#hasSubscriptions || this.#asked.first?.name === nameOf(value)
    return this.#hasSubscriptions && messageOf(value) !== undefined
  }

  #push(value: RespValue[], nested: boolean): TrackedReply {
    const message = messageOf(value)
    if (message) return { kind: 'push', name: '', event: this.#delivered(message) }
    if (!nested && isAcknowledgement(value)) return this.#acknowledged(value)
    return { kind: 'push', name: '', event: undefined }
  }

  #delivered({ pattern, channel, payload }: Message): WireEvent {
    return {
      what: 'delivered',
      connection: this.#connection,
      channel: textOf(channel),
      message: textOf(payload),
      bytes: Buffer.isBuffer(payload) ? payload.length : Buffer.byteLength(textOf(payload)),
      ...(pattern === undefined ? {} : { pattern: textOf(pattern) }),
    }
  }

  #acknowledged(value: RespValue[]): TrackedReply {
    const name = nameOf(value)
    const asked = this.#asked.first
    if (asked?.name === name) {
      asked.acknowledgements ??= asked.args.length || Math.max(1, this.#subscriptions(name).size)
      asked.acknowledgements -= 1
      if (asked.acknowledgements === 0) this.#asked.shift()
    }
    this.#subscribe(value)
    const event: WireEvent = {
      what: 'acknowledged',
      connection: this.#connection,
      kind: name.toLowerCase(),
      name: value[1] === null ? null : textOf(value[1]!),
      count: Number(value[2]),
      held: false,
    }
    return { kind: 'acknowledgement', name, event }
  }

  #subscribe(value: RespValue[]): void {
    const name = nameOf(value)
    const subscriptions = this.#subscriptions(name)
    if (value[1] === null) return
    if (name.includes('UN')) subscriptions.delete(textOf(value[1]!))
    else subscriptions.add(textOf(value[1]!))
  }

  #subscriptions(name: string): Set<string> {
    if (name.startsWith('P')) return this.patterns
    return name === 'SSUBSCRIBE' || name === 'SUNSUBSCRIBE' ? this.shardChannels : this.channels
  }

  #reply(own: RespValue): TrackedReply {
    const asked = this.#answered(own)
    if (!asked) return { kind: 'reply', name: '', event: undefined }
    const { name, args } = asked
    const instead = asked.instead?.(own)
    if (asked.instead) this.#replacing -= 1
    const value = instead === undefined ? own : instead
    if (name === 'EXEC' && Array.isArray(value)) this.#subscribeInTransaction(value)
    if (name === 'HELLO' && !(value instanceof RespError)) this.#protocol = Number(args[0] ?? this.#protocol)
    if (name === 'RESET') this.#reset()
    const event: WireEvent = {
      what: 'reply',
      connection: this.#connection,
      name,
      args,
      value: plain(value),
      held: false,
      ...(instead !== undefined && { byFault: true }),
    }
    return { kind: 'reply', name, event, ...(instead !== undefined && { instead }) }
  }

  /** The command that this reply is for. */
  #answered(value: RespValue): Asked | undefined {
    for (;;) {
      const asked = this.#asked.shift()
      if (!asked || !SUBSCRIBE_FAMILY.test(asked.name)) return asked
      // Redis replies to a subscribe command when it refuses it, and in a MULTI. Any other reply shows that
      // the server has acknowledged less than was expected.
      if (value instanceof RespError || value === 'QUEUED') return asked
    }
  }

  #subscribeInTransaction(replies: RespValue[]): void {
    for (const reply of replies) if (Array.isArray(reply) && isAcknowledgement(reply)) this.#subscribe(reply)
  }

  #reset(): void {
    this.#protocol = 2
    for (const names of [this.channels, this.patterns, this.shardChannels]) names.clear()
  }
}

/** The kind of an acknowledgement as a command's name, for example `PSUBSCRIBE`. */
function nameOf(value: readonly RespValue[]): string {
  return textOf(value[0] ?? null).toUpperCase()
}

function isAcknowledgement(value: readonly RespValue[]): boolean {
  return value.length === 3 && typeof value[2] === 'number' && SUBSCRIBE_FAMILY.test(nameOf(value))
}

function messageOf(value: readonly RespValue[]): Message | undefined {
  const kind = textOf(value[0] ?? null)
  if ((kind === 'message' || kind === 'smessage') && value.length === 3) {
    return { pattern: undefined, channel: value[1]!, payload: value[2]! }
  }
  if (kind === 'pmessage' && value.length === 4) {
    return { pattern: value[1]!, channel: value[2]!, payload: value[3]! }
  }
  return undefined
}

/** A connection as far as its conversation shows it. */
export class TrackedConnection implements ProxyConnection {
  readonly id: number
  protected readonly conversation: ProtocolTracker

  /** @param id Its number, as in the events. */
  constructor(id: number) {
    this.id = id
    this.conversation = new ProtocolTracker(id)
  }

  get subscribed(): ReadonlySet<string> {
    return this.conversation.channels
  }

  get patterns(): ReadonlySet<string> {
    return this.conversation.patterns
  }

  get shardChannels(): ReadonlySet<string> {
    return this.conversation.shardChannels
  }

  get pubSubOnly(): boolean {
    return this.conversation.pubSubOnly
  }

  get commands(): ReadonlySet<string> {
    return this.conversation.commands
  }

  get passthrough(): boolean {
    return this.conversation.passthrough
  }
}
