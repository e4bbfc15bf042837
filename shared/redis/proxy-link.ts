import type { Socket } from 'node:net'
import type { Cut } from './connection-filter.ts'
import { FrameGate } from './frame-gate.ts'
import type { LinkOwner } from './link-owner.ts'
import { Pipe } from './pipe.ts'
import { TrackedConnection } from './protocol-tracker.ts'
import { mayWait, rememberScript } from './proxy-trouble.ts'
import { ReplyBuffer } from './reply-buffer.ts'
import {
  encodeReply,
  type Frame,
  ProtocolError,
  RespError,
  RespReader,
  type RespValue,
  textOf,
} from './resp.ts'
import { signInOn, socketTo } from './sign-in.ts'
import type { RedisAddress } from './url.ts'
import type { WireEvent } from './wire.ts'

/** One connection of a client, and the one to Redis that belongs to it. */
export class ProxyLink extends TrackedConnection {
  readonly #client: Socket
  readonly #redis: Socket
  readonly #owner: LinkOwner<ProxyLink>
  readonly #commands = new RespReader('commands')
  readonly #replies = new RespReader('replies')
  readonly #toRedis: Pipe
  readonly #toClient: Pipe
  readonly #asking: FrameGate
  readonly #gate: ReplyBuffer
  #state: 'connecting' | 'open' | 'over' = 'connecting'
  /** It was open once. */
  #opened = false
  #fault: 'none' | 'stalled' | 'frozen' = 'none'
  /** No command passes, but all that Redis sends. */
  #silent = false
  /** True while a listener is told of a frame of this connection. */
  #telling = false
  /** A cut that a listener asked for; it is made once what came before has been passed on. */
  #cutAsked: Cut | undefined
  #socketsOpen = 2

  /**
   * @param id Its number.
   * @param client The client's socket, paused.
   * @param target Where Redis is.
   * @param owner Its proxy.
   */
  constructor(id: number, client: Socket, target: RedisAddress, owner: LinkOwner<ProxyLink>) {
    super(id)
    this.#client = client
    this.#owner = owner
    this.#redis = socketTo(target)
    this.#toRedis = new Pipe(client, this.#redis, (chunk) => this.#takeFromClient(chunk))
    this.#toClient = new Pipe(this.#redis, client, (chunk) => this.#takeFromRedis(chunk))
    this.#asking = new FrameGate((bytes) => this.#toRedis.pass(bytes))
    this.#gate = new ReplyBuffer((bytes) => this.#toClient.pass(bytes))
    this.#watch()
    void this.#open(target)
  }

  /** True when no fault can be undone any more: its bytes or a reply were lost. */
  get beyondRepair(): boolean {
    return this.#fault === 'frozen' || this.#gate.lost
  }

  /** Ends it on both sides. */
  cut(how: Cut): void {
    if (this.#state === 'over' && this.#fault === 'none') return
    if (this.#telling) this.#cutAsked = how
    else this.#cutNow(how)
  }

  /** Nothing passes until {@link ProxyLink.resume}; nothing is lost. */
  stall(): void {
    if (this.#fault === 'none') this.#stop('stalled')
  }

  /** Nothing passes any more, as if the cable was pulled. */
  freeze(): void {
    this.#stop('frozen')
  }

  /** Sends a message of our own to the client; gives how many of its subscriptions took it. */
  deliver(channel: RespValue, message: RespValue, sharded: boolean): number {
    if (this.#state !== 'open' || this.passthrough) return 0
    const frames = this.conversation.framesOf(channel, message, sharded)
    for (const { bytes, event } of frames) {
      this.#tell(event)
      if (this.#fault === 'none') this.#gate.insert(bytes)
      else if (this.#fault === 'stalled') this.#toClient.keepLast(bytes)
    }
    return frames.length
  }

  /** When the client waits for data, it gets this error, and the connection ends. */
  unblock(error: string): void {
    const waits = this.conversation.waitsFor
    if (this.#state !== 'open' || this.#fault !== 'none' || !waits || !mayWait(waits.name, waits.args)) return
    const value = new RespError(error)
    this.#tell({ what: 'reply', connection: this.id, ...waits, value, held: false, byFault: true })
    this.#gate.insert(encodeReply(value))
    this.cut('fin')
  }

  /** Ends a stall or a silence. */
  resume(): void {
    if (this.#fault === 'frozen' || (this.#fault === 'none' && !this.#silent)) return
    this.#fault = 'none'
    this.#silent = false
    // A held reply may have been released meanwhile.
    this.#gate.flush()
    for (const flow of [this.#toRedis, this.#toClient]) {
      if (!this.#opened || this.#fault !== 'none') return
      if (this.#telling) flow.goOn()
      else flow.start()
    }
    this.#passOnEnds()
  }

  /** Closes both sockets at once, without an event. */
  destroy(): void {
    this.#state = 'over'
    this.#client.destroy()
    this.#redis.destroy()
  }

  #stop(fault: 'stalled' | 'frozen'): void {
    this.#fault = fault
    this.#toRedis.stop()
    this.#toClient.stop()
  }

  async #open(target: RedisAddress): Promise<void> {
    try {
      await signInOn(this.#redis, target)
    } catch (error) {
      this.#fail(error)
      return
    }
    if (this.#state !== 'connecting') return
    this.#state = 'open'
    this.#opened = true
    if (this.#fault !== 'none') return
    this.#toRedis.start()
    this.#toClient.start()
  }

  /** There is no way to Redis: the client gets what Redis said, or a reset as from a closed port. */
  #fail(error: unknown): void {
    if (this.#state === 'over') return
    this.#over('redis')
    this.#redis.destroy()
    if (error instanceof RespError) {
      this.#client.end(`-${error.message}\r\n`)
      this.#client.resume()
    } else {
      this.#client.resetAndDestroy()
    }
  }

  #watch(): void {
    for (const socket of [this.#client, this.#redis]) {
      socket.setNoDelay(true)
      // `close` follows, and tells that there was an error.
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#socketsOpen -= 1
        if (this.#socketsOpen === 0) this.#owner.gone(this)
      })
    }
    for (const ended of ['end', 'close']) {
      this.#client.on(ended, () => this.#ended('client'))
      this.#redis.on(ended, () => this.#ended('redis'))
    }
  }

  #ended(by: 'client' | 'redis'): void {
    // Before it is open, `signInOn` notices when Redis ends.
    if (by === 'client' || this.#opened) this.#over(by)
    this.#passOnEnds()
  }

  /** The other side learns of an end, too, but not through a stalled or frozen connection. */
  #passOnEnds(): void {
    if (this.#fault !== 'none') return
    if (this.#client.closed) this.#leaveRedis()
    else if (this.#client.readableEnded) this.#redis.end()
    if (!this.#opened) return
    if (this.#redis.closed) this.#leaveClient(this.#redis.errored ? 'rst' : 'fin')
    else if (this.#redis.readableEnded) this.#client.end()
  }

  #over(by: 'client' | 'redis' | 'fault'): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#owner.over(this)
    this.#owner.tell({ what: 'closed', connection: this.id, by })
  }

  #cutNow(how: Cut): void {
    this.#fault = 'none'
    this.#over('fault')
    this.#leaveRedis()
    this.#leaveClient(how)
  }

  #leaveClient(how: Cut): void {
    this.#toRedis.end()
    if (how === 'fin') this.#client.end()
    else this.#client.resetAndDestroy()
  }

  /** Takes leave of Redis, and waits until it has closed too: then it has forgotten the subscriptions. */
  #leaveRedis(): void {
    this.#toClient.end()
    if (this.#opened) this.#redis.end()
    else this.#redis.destroy()
  }

  #takeFromClient(chunk: Buffer): void {
    const gate = this.#asking
    gate.begin(chunk)
    try {
      for (const frame of this.#follows ? this.#commands.read(chunk) : []) {
        const event = this.conversation.onCommand(frame)
        const interrupted = this.#tell(event)
        if (this.#intervene(frame) || interrupted) {
          const told = Buffer.concat(gate.take(frame.end))
          this.#interrupt(this.#toRedis, told, chunk.subarray(frame.end))
          return
        }
        gate.letPass(frame.end)
        if (this.passthrough) break
      }
    } catch (error) {
      this.#goDeaf(error)
    }
    if (this.#follows) gate.end(this.#owner.intervening)
    else gate.endUnread()
  }

  /** Lets the owner decide on a command that was told; true when it does not pass for now. */
  #intervene({ value }: Frame): boolean {
    if (!Array.isArray(value) || value.length === 0 || this.passthrough) return false
    const [first, ...args] = value
    const name = textOf(first!).toUpperCase()
    rememberScript(name, args)
    if (!this.#owner.intervening) return false
    // Of a frame whose beginning has passed already, the rest has to pass.
    if (this.#state !== 'open' || !this.#asking.isWhole) return false
    const decided = this.#owner.intervene(this, name, args)
    if (decided === undefined) return false
    if (decided === 'stall') {
      this.stall()
    } else if (decided === 'silence') {
      this.#silent = true
      this.#toRedis.keepAll()
    } else {
      if (decided.send) this.#asking.replace(decided.send)
      this.conversation.replace(decided.reply)
      return false
    }
    return true
  }

  #takeFromRedis(chunk: Buffer): void {
    this.#gate.begin(chunk)
    try {
      for (const frame of this.#follows ? this.#replies.read(chunk) : []) {
        const kept = this.#hear(frame)
        if (kept) {
          this.#interrupt(this.#toClient, kept, chunk.subarray(frame.end))
          return
        }
      }
    } catch (error) {
      this.#goDeaf(error)
    }
    if (this.#follows) this.#gate.end(this.#owner.holding || this.conversation.replacing)
    else this.#gate.endUnread()
    if (this.#cutAsked) this.#cutNow(this.#cutAsked)
  }

  /** Tells a frame from Redis and decides what becomes of it. Returns its bytes when a fault came in between. */
  #hear(frame: Frame): Buffer | undefined {
    const { kind, name, event, instead } = this.conversation.onReply(frame)
    if (frame.nested) {
      // It lies within a reply, which passes or waits as a whole.
      this.#tell(event)
      return undefined
    }
    if (instead !== undefined) this.#gate.replace(encodeReply(instead))
    const held = this.#gate.isWhole ? this.#owner.holdFor(this, name) : undefined
    const waits = held !== undefined || this.#gate.blocks(kind)
    held?.take(this, () => {
      if (this.#fault === 'none') this.#gate.flush()
    })
    const interrupted = this.#tell(waits ? markHeld(event) : event)
    if (waits) this.#gate.hold(frame.end, held, kind)
    else if (interrupted) return Buffer.concat(this.#gate.take(frame.end))
    else this.#gate.letPass(frame.end)
    return interrupted ? Buffer.alloc(0) : undefined
  }

  /** True while what passes is read and told. */
  get #follows(): boolean {
    return this.#state === 'open' && !this.passthrough
  }

  /** Tells an event; returns true when the listener made a fault on this connection. */
  #tell(event: WireEvent | undefined): boolean {
    this.#telling = true
    try {
      if (event) this.#owner.tell(event)
    } finally {
      this.#telling = false
    }
    return this.#fault !== 'none' || this.#cutAsked !== undefined || this.#state === 'over'
  }

  /** Makes the fault that a listener asked for: what it was told of does not pass. */
  #interrupt(flow: Pipe, told: Buffer, untold: Buffer): void {
    if (this.#cutAsked) this.#cutNow(this.#cutAsked)
    else if (this.#fault === 'stalled' || this.#silent) flow.keep(told, untold)
  }

  /** From here on bytes are passed on unread. */
  #goDeaf(error: unknown): void {
    if (!(error instanceof ProtocolError)) throw error
    this.conversation.passthrough = true
  }
}

/** The same, told as held. */
function markHeld(event: WireEvent | undefined): WireEvent | undefined {
  return event?.what === 'reply' || event?.what === 'acknowledged' ? { ...event, held: true } : event
}
