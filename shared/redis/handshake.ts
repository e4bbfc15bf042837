import { type Connection, ConnectionClosed, type ConnectOptions, connect, NotRedis } from './connection.ts'
import { plain, RespError } from './resp.ts'
import { troubleOf } from './trouble.ts'
import { type RedisAddress, redact } from './url.ts'
import { isSupported, OLDEST } from './version.ts'

/** Why a server given by URL cannot be used. */
export class HandshakeFailed extends Error {
  override name = 'HandshakeFailed'
  /** What to do about it: the end of a sentence. */
  readonly remedy: string

  /** @param problem The rest of a sentence that begins with the server's URL. */
  constructor(problem: string, remedy: string) {
    super(problem)
    this.remedy = remedy
  }
}

const START_IT = 'start it, or correct the URL'
const CORRECT_IT = 'correct the URL'
const TLS = ['speaks TLS', 'write rediss:// in place of redis://'] as const
/** How long a server may take to show that it speaks TLS, in milliseconds. */
const TLS_WITHIN = 1000

/** How to sign in. */
export interface SignInOptions {
  /** Milliseconds for all of it. Default: 4500. */
  readonly within?: number
  /** The version of the protocol. Default: 2. */
  readonly protocol?: 2 | 3
  /** Takes what Redis sends by itself, over RESP3. */
  readonly onPush?: ConnectOptions['onPush']
}

/**
 * Connects to a Redis and signs in.
 *
 * @param address Where it is, and as whom to sign in.
 * @param url The same as it was given: its password is taken out of what the server says.
 * @returns The connection, the server's version, and its mode, for example `standalone` or `cluster`.
 * @throws {@link HandshakeFailed}
 */
export async function signIn(
  address: RedisAddress,
  url: string,
  { within = 4500, protocol = 2, onPush }: SignInOptions = {},
): Promise<{ connection: Connection; version: string; mode: string }> {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(new TooSlow('No answer in time.')), within)
  let connection: Connection | undefined
  try {
    connection = await connect(address, { signal: tooLong.signal, ...(onPush && { onPush }) })
    const fields = fieldsOf(await hello(connection, address, url, protocol))
    const version = versionOf(fields)
    await select(connection, address.database)
    return { connection, version, mode: String(fields.mode ?? 'standalone') }
  } catch (error) {
    connection?.close()
    if (error instanceof HandshakeFailed) throw error
    if (endedAtOnce(error) && !address.tls && (await speaksTls(address))) throw new HandshakeFailed(...TLS)
    throw explain(error, address, within)
  } finally {
    clearTimeout(timer)
  }
}

class TooSlow extends Error {
  override name = 'TooSlow'
}

async function hello(
  connection: Connection,
  address: RedisAddress,
  url: string,
  protocol: 2 | 3,
): Promise<unknown> {
  // A name without a password is for a user that has none.
  const { username = 'default', password = address.username && '' } = address
  // HELLO signs in and tells the version at once, also to a user who may do little else.
  const reply = await connection.send(
    'HELLO',
    String(protocol),
    ...(password === undefined ? [] : ['AUTH', username, password]),
  )
  if (!(reply instanceof RespError)) return plain(reply)

  const { message } = reply
  if (message.startsWith('WRONGPASS')) {
    throw new HandshakeFailed('does not accept this user name and password', 'correct them in the URL')
  }
  if (message.startsWith('NOAUTH')) {
    throw new HandshakeFailed('asks for a password', 'put it into the URL: redis://user:password@host:port')
  }
  if (/^ERR unknown command/i.test(message)) {
    throw new HandshakeFailed(
      `does not know the command HELLO: it is older than Redis 6, or a proxy, or the command has been renamed`,
      `use a server of ${OLDEST} or later, without a proxy`,
    )
  }
  const trouble = troubleOf(message)
  if (trouble) throw new HandshakeFailed(trouble.problem, trouble.remedy)
  throw new HandshakeFailed(`refuses the connection (${redact(message, url)})`, CORRECT_IT)
}

function versionOf(fields: Record<string, unknown>): string {
  const version = String(fields.version ?? '')
  if (fields.mode === 'sentinel') {
    throw new HandshakeFailed('is a Sentinel, which keeps no data', 'give the URL of the Redis behind it')
  }
  if (fields.role && fields.role !== 'master') {
    throw new HandshakeFailed('is a replica, which takes no writes', 'give the URL of its master')
  }
  if (!isSupported(version)) {
    throw new HandshakeFailed(
      `is Redis ${version || 'of an unknown version'}, older than ${OLDEST}`,
      'use a newer server',
    )
  }
  return version
}

/** HELLO's reply: over RESP3 an object, over RESP2 a flat list of names and values. */
function fieldsOf(reply: unknown): Record<string, unknown> {
  if (!Array.isArray(reply)) return Object(reply)
  return Object.fromEntries(reply.flatMap((name, i) => (i % 2 === 0 ? [[String(name), reply[i + 1]]] : [])))
}

async function select(connection: Connection, database: number): Promise<void> {
  if (database === 0) return
  const reply = await connection.send('SELECT', String(database))
  if (reply instanceof RespError) {
    throw new HandshakeFailed(
      `does not give database ${database}`,
      'correct the number at the end of the URL',
    )
  }
}

function endedAtOnce(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return error instanceof ConnectionClosed || code === 'ECONNRESET' || code === 'EPIPE'
}

/** Some servers close a connection without a word when TLS is missing on it. */
async function speaksTls(address: RedisAddress): Promise<boolean> {
  const signal = AbortSignal.timeout(TLS_WITHIN)
  try {
    const connection = await connect({ ...address, tls: true }, { signal })
    connection.close()
    return true
  } catch (error) {
    // It has shown a certificate, though one that is not trusted.
    return /CERT|SIGNATURE|ALTNAME/.test((error as NodeJS.ErrnoException).code ?? '')
  }
}

function explain(error: unknown, address: RedisAddress, within: number): HandshakeFailed {
  if (error instanceof NotRedis) {
    return error.tls && !address.tls
      ? new HandshakeFailed(...TLS)
      : new HandshakeFailed('answers, but is not a Redis', CORRECT_IT)
  }
  if (endedAtOnce(error)) return new HandshakeFailed('closes the connection at once', CORRECT_IT)
  const { name, code = '' } = error as NodeJS.ErrnoException
  if (error instanceof TooSlow) {
    const orTls = address.tls ? 'write redis:// if it does not speak TLS, ' : ''
    return new HandshakeFailed(`does not answer within ${within / 1000} seconds`, orTls + START_IT)
  }
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) {
    return new HandshakeFailed(`cannot be found: no address is known for its host (${code})`, CORRECT_IT)
  }
  if (code === 'ECONNREFUSED')
    return new HandshakeFailed('cannot be reached: nothing listens there', START_IT)
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return new HandshakeFailed('does not speak TLS', 'write redis:// in place of rediss://')
  }
  if (/CERT|SIGNATURE|ALTNAME/.test(code)) {
    return new HandshakeFailed(
      `shows a certificate that is not trusted (${code})`,
      "set NODE_EXTRA_CA_CERTS to the file with its authority's certificate",
    )
  }
  return new HandshakeFailed(`cannot be reached (${code || name})`, START_IT)
}
