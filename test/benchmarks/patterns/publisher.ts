import net from 'node:net'

/** Commands that are on their way together. */
const BATCH = 100

/** A connection that does nothing but PUBLISH, without a client library that would be measured too. */
export class Publisher {
  readonly #socket: net.Socket
  #waiting = 0
  #whenAnswered: (() => void) | undefined

  private constructor(socket: net.Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    // A reply is one line, for example `:0`.
    socket.on('data', (chunk) => {
      for (const byte of chunk) if (byte === 0x0a) this.#waiting--
      if (this.#waiting === 0) this.#whenAnswered?.()
    })
  }

  /** @param url A server of ours: without a password. */
  static async open(url: string): Promise<Publisher> {
    const { hostname, port } = new URL(url)
    const socket = net.connect(Number(port), hostname)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new Publisher(socket)
  }

  /**
   * Publishes for a while.
   *
   * @param during Milliseconds.
   * @returns How many PUBLISH were answered per second.
   */
  async perSecond(channel: string, during: number): Promise<number> {
    const batch = publishOf(channel, '0123456789').repeat(BATCH)
    const begin = performance.now()
    let answered = 0
    while (performance.now() - begin < during) {
      this.#waiting = BATCH
      const done = new Promise<void>((resolve) => {
        this.#whenAnswered = resolve
      })
      this.#socket.write(batch)
      await done
      answered += BATCH
    }
    return answered / ((performance.now() - begin) / 1000)
  }

  close(): void {
    this.#socket.destroy()
  }
}

function publishOf(channel: string, message: string): string {
  const words = ['PUBLISH', channel, message]
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`
}
