import type { Held } from './proxy-hold.ts'

/** What a frame from Redis is, as far as its order matters. */
export type ReplyKind = 'push' | 'reply' | 'acknowledgement'

/** A reply that waits: because it is held, or because it comes behind one that is. */
interface Waiting {
  readonly bytes: readonly Buffer[]
  readonly held: Held | undefined
}

const NOTHING: Buffer = Buffer.alloc(0)

/**
 * Lets what Redis sends through to one client, except for replies that are held. Frames that need no attention
 * are passed on together, chunk by chunk.
 */
export class ReplyGate {
  readonly #pass: (bytes: Buffer) => void
  #chunk = NOTHING
  /** Up to here the chunk has been passed on, or waits. */
  #settled = 0
  /** Where the current frame begins in the chunk. */
  #start = 0
  /** The beginning of the current frame, from earlier chunks, when it may have to be held. */
  #partial: Buffer[] = []
  /** The beginning of the current frame has been passed on: it can no longer be held. */
  #begun = false
  #waiting: Waiting[] = []
  #lost = false
  /** An acknowledgement waits, or was lost: no message may come before it. */
  #pushesToo = false

  /** @param pass Sends bytes on to the client. */
  constructor(pass: (bytes: Buffer) => void) {
    this.#pass = pass
  }

  /** True when a reply was lost. None may pass any more, for the client would take it for the lost one. */
  get lost(): boolean {
    return this.#lost
  }

  /** False when the client has the beginning of the current frame already. */
  get canHold(): boolean {
    return !this.#begun
  }

  /** True when this frame has to wait behind one that is held. */
  blocks(kind: ReplyKind): boolean {
    return this.canHold && this.#active && (kind !== 'push' || this.#pushesToo)
  }

  /** A chunk has come. */
  begin(chunk: Buffer): void {
    this.#chunk = chunk
    this.#settled = 0
    this.#start = 0
  }

  /** The current frame ends here and may pass. */
  letPass(end: number): void {
    if (this.#partial.length > 0) for (const part of this.#take(end)) this.#pass(part)
    else this.#next(end)
  }

  /** The current frame ends here and has to wait. */
  hold(end: number, held: Held | undefined, kind: ReplyKind): void {
    if (kind === 'acknowledgement') this.#pushesToo = true
    const bytes = this.#take(end)
    if (!this.#lost) this.#waiting.push({ bytes, held })
    this.flush()
  }

  /** The current frame ends here; what comes before it passes, and the caller takes the frame. */
  takeOut(end: number): Buffer {
    return Buffer.concat(this.#take(end))
  }

  /**
   * Passes on what remains of the chunk.
   *
   * @param mayHold True when the frame that is not complete yet may have to be held.
   */
  end(mayHold: boolean): void {
    const rest = this.#start < this.#chunk.length
    if (rest && (this.#partial.length > 0 || (!this.#begun && (mayHold || this.#active)))) {
      this.#passUpTo(this.#start)
      this.#partial.push(this.#chunk.subarray(this.#start))
    } else {
      this.#begun ||= rest
      this.#passUpTo(this.#chunk.length)
    }
    this.#chunk = NOTHING
  }

  /** Passes on all that remains of the chunk as it is: frames can no longer be told apart. */
  endUnread(): void {
    for (const part of this.#partial.splice(0)) this.#pass(part)
    this.#passUpTo(this.#chunk.length)
    this.#chunk = NOTHING
  }

  /** Passes on what does not have to wait any longer. */
  flush(): void {
    for (;;) {
      const first = this.#waiting[0]
      if (!first || first.held?.state === 'caught') break
      this.#waiting.shift()
      if (first.held?.state === 'dropped') {
        this.#lost = true
        this.#waiting = []
        return
      }
      for (const bytes of first.bytes) this.#pass(bytes)
    }
    if (this.#waiting.length === 0) this.#pushesToo = false
  }

  get #active(): boolean {
    return this.#lost || this.#waiting.length > 0
  }

  #take(end: number): Buffer[] {
    this.#passUpTo(this.#start)
    const bytes = [...this.#partial, this.#chunk.subarray(this.#start, end)]
    this.#partial = []
    this.#settled = end
    this.#next(end)
    return bytes
  }

  #next(end: number): void {
    this.#start = end
    this.#begun = false
  }

  #passUpTo(end: number): void {
    this.#pass(this.#chunk.subarray(this.#settled, end))
    this.#settled = end
  }
}
