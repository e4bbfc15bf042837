import { FrameGate } from './frame-gate.ts'
import type { HeldReply } from './held-reply.ts'

/** What a frame from Redis is, as far as its order matters. */
export type ReplyKind = 'push' | 'reply' | 'acknowledgement'

/** A reply that waits: because it is held, or because it comes behind one that is. */
interface Waiting {
  readonly bytes: readonly Buffer[]
  readonly held: HeldReply | undefined
}

/** Lets what Redis sends through to one client, except for replies that are held. */
export class ReplyBuffer extends FrameGate {
  readonly #passOn: (bytes: Buffer) => void
  #waiting: Waiting[] = []
  #lost = false
  /** An acknowledgement waits, or was lost: no message may come before it. */
  #pushesToo = false

  /** @param pass Sends bytes on to the client. */
  constructor(pass: (bytes: Buffer) => void) {
    super(pass)
    this.#passOn = pass
  }

  /** True when a reply was lost. None may pass any more, for the client would take it for the lost one. */
  get lost(): boolean {
    return this.#lost
  }

  /** True when this frame has to wait behind one that is held. */
  blocks(kind: ReplyKind): boolean {
    return this.isWhole && this.#active && (kind !== 'push' || this.#pushesToo)
  }

  /** The current frame ends here and has to wait. */
  hold(end: number, held: HeldReply | undefined, kind: ReplyKind): void {
    if (kind === 'acknowledgement') this.#pushesToo = true
    const bytes = this.take(end)
    if (!this.#lost) this.#waiting.push({ bytes, held })
    this.flush()
  }

  override end(mayTake: boolean): void {
    super.end(mayTake || this.#active)
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
      for (const bytes of first.bytes) this.#passOn(bytes)
    }
    if (this.#waiting.length === 0) this.#pushesToo = false
  }

  get #active(): boolean {
    return this.#lost || this.#waiting.length > 0
  }
}
