import net from 'node:net'
import { plain, RespReader } from '#shared/redis/resp.ts'
import { until } from './until.ts'

/** A bare TCP connection: for bytes that no client library would send. */
export class RawClient {
  /** All that has come, as it came. */
  bytes = ''
  /** How the connection ended, if it did. */
  ended: 'fin' | 'rst' | undefined
  readonly #socket: net.Socket

  private constructor(socket: net.Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => {
      this.bytes += chunk.toString('latin1')
    })
    socket.on('end', () => {
      this.ended ??= 'fin'
    })
    socket.on('error', () => {
      this.ended ??= 'rst'
    })
  }

  static async connect(url: string): Promise<RawClient> {
    const { hostname, port } = new URL(url)
    const socket = net.connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const client = new RawClient(socket)
    await until('connected', () => !socket.connecting)
    return client
  }

  send(bytes: string): void {
    this.#socket.write(bytes, 'latin1')
  }

  /** The replies so far, as plain values. */
  get replies(): unknown[] {
    return [...new RespReader().read(Buffer.from(this.bytes, 'latin1'))].map(({ value }) => plain(value))
  }

  /** Waits for as many replies. */
  async reply(count: number): Promise<unknown[]> {
    await until(`${count} replies`, () => this.replies.length >= count)
    return this.replies
  }

  /** Reads nothing any more, as a process that hangs. */
  stopReading(): void {
    this.#socket.pause()
  }

  end(): void {
    this.#socket.end()
  }

  reset(): void {
    this.#socket.resetAndDestroy()
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
