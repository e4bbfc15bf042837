const NOTHING: Buffer = Buffer.alloc(0)

/**
 * Lets one direction of a connection through, frame by frame. Frames that need no attention are passed on together,
 * chunk by chunk; one that does can be taken out or replaced.
 */
export class FrameGate {
  readonly #pass: (bytes: Buffer) => void
  #chunk = NOTHING
  /** Up to here the chunk has been passed on, or taken. */
  #settled = 0
  /** Where the current frame begins in the chunk. */
  #start = 0
  /** The beginning of the current frame, from earlier chunks, when it may have to be taken. */
  #partial: Buffer[] = []
  /** The beginning of the current frame has been passed on: it can no longer be taken whole. */
  #begun = false
  /** What passes in place of the current frame. */
  #instead: Buffer | undefined
  /** What passes as soon as no frame is half through. */
  #inserted: Buffer[] = []

  /** @param pass Sends bytes on. */
  constructor(pass: (bytes: Buffer) => void) {
    this.#pass = pass
  }

  /** False when the other side has the beginning of the current frame already. */
  get isWhole(): boolean {
    return !this.#begun
  }

  /** A chunk has come. */
  begin(chunk: Buffer): void {
    this.#chunk = chunk
    this.#settled = 0
    this.#start = 0
  }

  /** The current frame, which must be whole, is replaced by these bytes, whatever becomes of it. */
  replace(bytes: Buffer): void {
    this.#instead = bytes
  }

  /** Passes on a frame of our own, between two others. */
  insert(bytes: Buffer): void {
    if (this.#begun) this.#inserted.push(bytes)
    else this.#pass(bytes)
  }

  /** The current frame ends here and may pass. */
  letPass(end: number): void {
    if (this.#partial.length > 0 || this.#instead) for (const part of this.take(end)) this.#pass(part)
    else this.#next(end)
  }

  /** The current frame ends here; what comes before it passes, and the caller takes the frame. */
  take(end: number): Buffer[] {
    this.#passUpTo(this.#start)
    const bytes = this.#instead ? [this.#instead] : [...this.#partial, this.#chunk.subarray(this.#start, end)]
    this.#partial = []
    this.#instead = undefined
    this.#settled = end
    this.#next(end)
    return bytes
  }

  /**
   * Passes on what remains of the chunk.
   *
   * @param mayTake True when the frame that is not complete yet may have to be taken or replaced.
   */
  end(mayTake: boolean): void {
    const rest = this.#start < this.#chunk.length
    if (rest && (this.#partial.length > 0 || (!this.#begun && mayTake))) {
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

  #next(end: number): void {
    this.#start = end
    this.#begun = false
    if (this.#inserted.length === 0) return
    this.#passUpTo(end)
    for (const bytes of this.#inserted.splice(0)) this.#pass(bytes)
  }

  #passUpTo(end: number): void {
    this.#pass(this.#chunk.subarray(this.#settled, end))
    this.#settled = end
  }
}
