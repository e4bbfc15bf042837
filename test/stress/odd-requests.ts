import net from 'node:net'

/** A number from 0 up to 1, and 1 is not among them. */
type Random = () => number

const PATHS = [
  '/users',
  '/orders',
  '/payments',
  '/status',
  '/',
  '/%zz',
  '/users/../orders',
  '/__proto__',
  '*',
  '',
]
const METHODS = [
  'POST',
  'POST',
  'POST',
  'POST',
  'GET',
  'PUT',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'BREW',
  'post',
  '',
]
const TYPES = [
  'application/json',
  'application/json',
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  ';;;',
  '',
]
const VALUES = [
  'null',
  'true',
  '-1',
  '1e999',
  '""',
  '"text"',
  '[]',
  '{}',
  '"\\ud800"',
  '{"length":5}',
  `"${'x'.repeat(500)}"`,
  '[[[[[[[[[[]]]]]]]]]]',
  '0.1',
  '"__proto__"',
]
const FIELDS = [
  'name',
  'userId',
  'item',
  'quantity',
  'orderId',
  'amount',
  '__proto__',
  'constructor',
  'toString',
  'id',
]
const ENCODINGS = ['', '', '', '', 'gzip', 'br', 'identity', 'nonsense']

/** A request as it goes over the wire. */
export interface OddRequest {
  readonly bytes: Buffer
  /** False when it ends before its end: such a request can have no answer. */
  readonly isWhole: boolean
}

/** One request: most of them are wrong somewhere. */
export function oddRequest(random: Random): OddRequest {
  const one = (of: readonly string[]): string => of[Math.floor(random() * of.length)]!
  const body = Buffer.from(oddBody(random, one), random() < 0.05 ? 'latin1' : 'utf8')
  const encoding = one(ENCODINGS)
  const length = random() < 0.1 ? Math.floor(random() * 2 * body.length) : body.length
  const isChunked = random() < 0.1
  const lines = [
    `${one(METHODS)} ${one(PATHS)} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    `Content-Type: ${one(TYPES)}`,
    ...(encoding === '' ? [] : [`Content-Encoding: ${encoding}`]),
    ...(random() < 0.1 ? [`Idempotency-Key: ${one(VALUES).slice(0, 200)}`] : []),
    isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
  ]
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
  if (!isChunked) return { bytes: Buffer.concat([head, body]), isWhole: length <= body.length }
  const size = random() < 0.2 ? 'zz' : body.length.toString(16)
  const bytes = Buffer.concat([head, Buffer.from(`${size}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
  return { bytes, isWhole: true }
}

function oddBody(random: Random, one: (of: readonly string[]) => string): string {
  const dice = random()
  if (dice < 0.1) return one(['', 'no JSON', '{', '[', '\u0000', '{"name":"x"}}', '[1,2', 'undefined', 'NaN'])
  if (dice < 0.2) return one(VALUES)
  if (dice < 0.25) return `{"name":${'['.repeat(3000)}${']'.repeat(3000)}}`
  if (dice < 0.3) return JSON.stringify({ name: 'x'.repeat(Math.floor(random() * 100_000)) })
  const fields = Array.from({ length: Math.floor(random() * 6) }, () => `"${one(FIELDS)}":${one(VALUES)}`)
  return `{${fields.join(',')}}`
}

/**
 * Sends a request, and gives all that comes back; what is not answered is cut off after a while. One that is not
 * whole ends there. The others do not end their side: Node would give up the request, though it has all of it.
 */
export function exchange(port: number, { bytes, isWhole }: OddRequest, patience: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port })
    let text = ''
    const timer = setTimeout(() => socket.destroy(), patience)
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece
    })
    // A server may cut off who sends too much.
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(text)
    })
    if (isWhole) socket.write(bytes)
    else socket.end(bytes)
  })
}
