import net from 'node:net'
import tls from 'node:tls'
import { encodeCommand, RespError, RespReader, type RespValue } from './resp.ts'
import { parseRedisUrl, type RedisAddress } from './url.ts'

/**
 * Reads a Redis URL.
 *
 * @throws `TypeError` with a sentence that says what is wrong. It does not hold the URL, and so no password.
 */
export function addressOf(url: string | URL): RedisAddress {
  const address = parseRedisUrl(String(url))
  if ('wrong' in address) throw new TypeError(`The URL of Redis ${address.wrong}.`)
  return address
}

/** Begins a connection to Redis; {@link signInOn} waits for it. */
export function socketTo({ host, port, tls: secure }: RedisAddress): net.Socket {
  // Who closes first must not cut off what the other still has to say.
  if (!secure) return net.connect({ host, port, allowHalfOpen: true })
  // A server name may not be an IP address.
  return tls.connect({ host, port, ...(net.isIP(host) === 0 && { servername: host }) })
}

/**
 * Signs in and selects the database on a new connection, and leaves it paused.
 *
 * @param socket From {@link socketTo}.
 * @throws {@link RespError} when Redis refuses, and the socket's error when there is no connection.
 */
export async function signInOn(socket: net.Socket, address: RedisAddress): Promise<void> {
  await connected(socket, address.tls ? 'secureConnect' : 'connect')
  for (const command of commandsFor(address)) {
    socket.write(encodeCommand(command))
    const reply = await nextReply(socket)
    if (reply instanceof RespError) throw reply
  }
  socket.pause()
}

function commandsFor({ username, password = username && '', database }: RedisAddress): string[][] {
  const commands: string[][] = []
  // Without a name it is the password of the user "default"; without a password, of a user that has none.
  if (password !== undefined) commands.push(['AUTH', ...(username ? [username] : []), password])
  if (database > 0) commands.push(['SELECT', String(database)])
  return commands
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
    socket.resume()
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
