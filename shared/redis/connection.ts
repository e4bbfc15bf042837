import net from 'node:net'
import tls from 'node:tls'
import { encodeCommand, ProtocolError, RespReader, type RespValue } from './resp.ts'
import type { RedisAddress } from './url.ts'

/** The connection was closed by the other side while replies were awaited. */
export class ConnectionClosed extends Error {
  override name = 'ConnectionClosed'
}

/** A bare connection to Redis: for a handshake and for a console, where a client library would hide too much. */
export interface Connection {
  /**
   * Sends a command. Several may be on their way at once.
   *
   * @returns The reply; an error reply is a `RespError`, not thrown.
   * @throws When the connection ends before the reply came.
   */
  send(...args: string[]): Promise<RespValue>
  /** Sends a command whose answer is a push, such as SUBSCRIBE over RESP3. */
  write(...args: string[]): void
  /** Cuts the connection. Awaited replies are rejected. */
  close(): void
  /** Settles when the connection has ended, for whatever reason. */
  readonly closed: Promise<void>
}

/** What may be set when connecting. */
export interface ConnectOptions {
  /** Cuts the connection, also while it is made. */
  readonly signal?: AbortSignal
  /** Takes what Redis sends by itself, over RESP3. */
  readonly onPush?: (value: RespValue) => void
}

/**
 * Connects, without signing in.
 *
 * @throws The system's error, for example with the code `ECONNREFUSED`.
 */
export async function connect(address: RedisAddress, options: ConnectOptions = {}): Promise<Connection> {
  const { host, port } = address
  const socket = address.tls
    ? tls.connect({ host, port, ...(net.isIP(host) === 0 && { servername: host }) })
    : net.connect({ host, port })
  socket.setNoDelay(true)

  const waiting: { resolve(value: RespValue): void; reject(error: Error): void }[] = []
  let failure: Error | undefined
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const abort = () => socket.destroy(asError(options.signal?.reason))
  socket.on('error', (error) => {
    failure = error
  })
  socket.on('close', () => {
    options.signal?.removeEventListener('abort', abort)
    failure ??= new ConnectionClosed('The connection was closed.')
    for (const { reject } of waiting.splice(0)) reject(failure)
  })
  if (options.signal?.aborted) abort()
  options.signal?.addEventListener('abort', abort)

  await new Promise<void>((resolve, reject) => {
    socket.once(address.tls ? 'secureConnect' : 'connect', () => resolve())
    socket.once('close', () => reject(failure))
  })

  const reader = new RespReader()
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const { type, value } of reader.read(chunk)) {
        if (type === '>') options.onPush?.(value)
        else waiting.shift()?.resolve(value)
      }
    } catch (error) {
      socket.destroy(error instanceof ProtocolError ? new NotRedis(chunk[0]) : asError(error))
    }
  })

  return {
    closed,
    send: (...args) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        waiting.push({ resolve, reject })
        socket.write(encodeCommand(args))
      }),
    write: (...args) => {
      if (!failure) socket.write(encodeCommand(args))
    },
    close: () => socket.destroy(),
  }
}

/** What answered does not speak the protocol of Redis. */
export class NotRedis extends Error {
  override name = 'NotRedis'
  /** Whether the answer began as TLS does. */
  readonly tls: boolean

  constructor(firstByte: number | undefined) {
    super('The server that replied is not a Redis.')
    this.tls = firstByte === 0x15 || firstByte === 0x16
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
