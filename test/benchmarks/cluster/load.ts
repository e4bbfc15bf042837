import net from 'node:net'
import { encodeCommand } from '../../../shared/redis/resp.ts'

/** Where to publish. */
export interface Target {
  readonly port: number
  readonly command: 'PUBLISH' | 'SPUBLISH'
  readonly channel: string
}

/** Publishes as fast as the servers reply, with bare sockets. */
export async function publish(
  targets: readonly Target[],
  payload: string,
  { depth, ms }: { readonly depth: number; readonly ms: number },
): Promise<number> {
  let replies = 0
  let over = false
  const timer = setTimeout(() => {
    over = true
  }, ms)
  const connections = targets.map(
    ({ port, command, channel }) =>
      new Promise<void>((resolve, reject) => {
        const one = encodeCommand([command, channel, payload])
        const block = Buffer.concat(Array.from({ length: depth }, () => one))
        const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
        let missing = depth
        socket.on('connect', () => socket.write(block))
        socket.on('error', reject)
        socket.on('data', (chunk) => {
          if (chunk.includes('-')) return reject(new Error(chunk.toString().trim()))
          for (const byte of chunk) {
            if (byte !== 10) continue
            replies += 1
            missing -= 1
          }
          if (missing > 0) return
          if (over) {
            socket.destroy()
            return resolve()
          }
          missing = depth
          socket.write(block)
        })
      }),
  )
  try {
    await Promise.all(connections)
  } finally {
    clearTimeout(timer)
  }
  return replies
}

/** Bare subscribers, which count the bytes that they receive. */
export class Subscribers {
  bytes = 0
  readonly #sockets: net.Socket[] = []

  /** Subscribes one connection for each target. */
  static async open(
    targets: readonly { port: number; channel: string; command: 'SUBSCRIBE' | 'SSUBSCRIBE' }[],
  ) {
    const subscribers = new Subscribers()
    await Promise.all(targets.map((target) => subscribers.#open(target)))
    subscribers.bytes = 0
    return subscribers
  }

  #open({ port, channel, command }: { port: number; channel: string; command: string }): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1' })
      this.#sockets.push(socket)
      socket.on('error', reject)
      socket.on('connect', () => socket.write(encodeCommand([command, channel])))
      socket.on('data', (chunk) => {
        if (chunk[0] === 45) reject(new Error(chunk.toString().trim()))
        this.bytes += chunk.length
        resolve()
      })
    })
  }

  /** Waits until nothing more arrives. */
  async idle(): Promise<void> {
    let before = -1
    while (before !== this.bytes) {
      before = this.bytes
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}

/** The median. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
