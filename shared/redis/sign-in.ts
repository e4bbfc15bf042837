import net from 'node:net'
import tls from 'node:tls'
import { encodeCommand, RespError, RespReader, type RespValue } from './resp.ts'

/** Where a Redis is and how to sign in there. Never print it: it may hold a password. */
export interface Target {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** Commands to be sent before anything else: AUTH and SELECT, as far as the URL asks for them. */
  readonly signIn: readonly (readonly string[])[]
}

/**
 * Reads a Redis URL.
 *
 * @param url `redis://` or `rediss://`, with user, password and database where needed.
 * @throws `TypeError` with a sentence that says what is wrong. It does not hold the URL, and so no password.
 */
export function parseTarget(url: string | URL): Target {
  const parsed = parseUrl(url)
  if (parsed.protocol !== 'redis:' && parsed.protocol !== 'rediss:') {
    throw new TypeError(`A Redis URL begins with redis:// or rediss://, not with ${parsed.protocol}//.`)
  }
  return {
    // A URL writes IPv6 addresses in brackets, a socket takes them without.
    host: parsed.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    port: Number(parsed.port || 6379),
    tls: parsed.protocol === 'rediss:',
    signIn: [...authentication(parsed), ...selection(parsed)],
  }
}

function parseUrl(url: string | URL): URL {
  try {
    return new URL(url)
  } catch {
    // The error of `new URL` holds its input, which may hold a password.
    throw new TypeError('This is no Redis URL. Write it like redis://127.0.0.1:6379.')
  }
}

function authentication({ username, password }: URL): string[][] {
  if (password === '') return []
  try {
    // A password without a user is that of the user "default". The form with one argument works before Redis 6 too.
    const user = username === '' ? [] : [decodeURIComponent(username)]
    return [['AUTH', ...user, decodeURIComponent(password)]]
  } catch {
    throw new TypeError(
      'User or password in the Redis URL are not percent-encoded correctly: write % as %25.',
    )
  }
}

function selection({ pathname }: URL): string[][] {
  const database = pathname.replace(/^\//, '')
  if (database === '') return []
  if (!/^\d+$/.test(database)) {
    throw new TypeError(
      'The path of a Redis URL is the number of a database, for example redis://127.0.0.1:6379/2.',
    )
  }
  return Number(database) === 0 ? [] : [['SELECT', database]]
}

/** Begins a connection to Redis; {@link signIn} waits for it. */
export function connectTo(target: Target): net.Socket {
  const address = { host: target.host, port: target.port, noDelay: true }
  if (!target.tls) return net.connect({ ...address, allowHalfOpen: true })
  // A server name may not be an IP address.
  const servername = net.isIP(target.host) === 0 ? { servername: target.host } : {}
  return tls.connect({ ...address, ...servername })
}

/**
 * Signs in on a new connection, and leaves it paused.
 *
 * @param socket From {@link connectTo}.
 * @throws {@link RespError} when Redis refuses, and the socket's error when there is no connection.
 */
export async function signIn(socket: net.Socket, target: Target): Promise<void> {
  await connected(socket, target.tls ? 'secureConnect' : 'connect')
  for (const command of target.signIn) {
    socket.write(encodeCommand(command))
    const reply = await nextReply(socket)
    if (reply instanceof RespError) throw reply
  }
  socket.pause()
}

function connected(socket: net.Socket, event: string): Promise<void> {
  return settle(socket, (resolve) => {
    socket.once(event, resolve)
    return () => socket.off(event, resolve)
  })
}

/** Redis sends one reply per command here and nothing else, so that no byte can be lost behind it. */
function nextReply(socket: net.Socket): Promise<RespValue> {
  return settle(socket, (resolve) => {
    const reader = new RespReader('replies')
    const read = (chunk: Buffer) => {
      for (const { value } of reader.read(chunk)) resolve(value)
    }
    socket.on('data', read)
    return () => {
      socket.off('data', read)
      socket.pause()
    }
  })
}

/** Waits for something on a socket, or for the socket's end. */
function settle<T>(socket: net.Socket, listen: (resolve: (value: T) => void) => () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const ended = () => fail(new Error('Redis closed the connection.'))
    const stopListening = listen((value) => {
      stop()
      resolve(value)
    })
    const fail = (error: Error) => {
      stop()
      reject(error)
    }
    const stop = () => {
      stopListening()
      socket.off('error', fail)
      socket.off('end', ended)
      socket.off('close', ended)
    }
    socket.on('error', fail)
    socket.on('end', ended)
    socket.on('close', ended)
  })
}
