import type { Socket } from 'node:net'

/** Bytes that a fault keeps back. `told`: the frame in them has been told already, and only has to be passed on. */
interface Kept {
  readonly bytes: Buffer
  readonly told: boolean
}

/** One direction of a connection: from one socket to the other, no faster than the other takes it. */
export class Pipe {
  readonly #from: Socket
  readonly #to: Socket
  readonly #take: (chunk: Buffer) => void
  #started = false
  #flowing = false
  #kept: Kept[] = []

  /** @param take Called with what comes; it calls {@link Pipe.pass} for what may go on. */
  constructor(from: Socket, to: Socket, take: (chunk: Buffer) => void) {
    this.#from = from
    this.#to = to
    this.#take = take
  }

  /** Passes on what was kept, then what comes. */
  start(): void {
    this.#listen()
    this.#flowing = true
    while (this.#flowing) {
      const kept = this.#kept.shift()
      if (!kept) break
      if (kept.told) this.pass(kept.bytes)
      else this.#take(kept.bytes)
    }
    this.#readOn()
  }

  /** Takes back a {@link Pipe.stop} that was made while a chunk is being worked on. */
  goOn(): void {
    this.#flowing = true
    this.#readOn()
  }

  /** Stops reading, so that the sender feels it as it would feel a slow receiver. */
  stop(): void {
    this.#flowing = false
    this.#from.pause()
  }

  /** Stops passing on, but reads on and keeps what comes, so that the sender's end is noticed. */
  keepAll(): void {
    this.#flowing = false
    this.#from.resume()
  }

  /** Ends for good: nothing passes any more, and what still comes is thrown away. */
  end(): void {
    this.#flowing = false
    this.#kept = []
    this.#from.off('data', this.#receive)
    this.#to.off('drain', this.#readOn)
    this.#from.resume()
  }

  /** Sends bytes on. */
  pass(bytes: Buffer): void {
    if (bytes.length > 0 && this.#to.writable && !this.#to.write(bytes)) this.#from.pause()
  }

  /** Keeps bytes for the next {@link Pipe.start}, before all that is kept already. */
  keep(told: Buffer, untold: Buffer): void {
    this.#kept.unshift({ bytes: told, told: true }, { bytes: untold, told: false })
  }

  /** Keeps bytes that were told for the next {@link Pipe.start}, behind all that is kept already. */
  keepLast(told: Buffer): void {
    this.#kept.push({ bytes: told, told: true })
  }

  /** Not before the first start: a listener for data would make the socket flow. */
  #listen(): void {
    if (this.#started) return
    this.#started = true
    this.#from.on('data', this.#receive)
    this.#to.on('drain', this.#readOn)
  }

  readonly #receive = (chunk: Buffer): void => {
    if (this.#flowing) this.#take(chunk)
    else this.#kept.push({ bytes: chunk, told: false })
  }

  readonly #readOn = (): void => {
    if (this.#flowing && !this.#to.writableNeedDrain) this.#from.resume()
  }
}
