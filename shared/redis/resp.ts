/** A value of the Redis protocol. A blob is a `Buffer`, a status such as `OK` a string. */
export type RespValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | RespError
  | RespValue[]
  | Set<RespValue>
  | Map<RespValue, RespValue>

/** An error reply, for example `NOAUTH Authentication required.` */
export class RespError extends Error {
  override name = 'RespError'
}

/** The bytes are not RESP. */
export class ProtocolError extends Error {
  override name = 'ProtocolError'
}

/** One complete command, reply or push. */
export interface Frame {
  /** The first byte of the frame, for example `>` for a push. `inline` for a command typed without RESP. */
  readonly type: string
  readonly value: RespValue
  /** Where the frame ended in the chunk that was read: the offset just behind its last byte. */
  readonly end: number
  /**
   * True for a message that Redis wrote in the middle of another reply. It does that when a connection
   * publishes to its own channel in a MULTI.
   */
  readonly nested: boolean
}

/** What a reader reads: what a client sends (`commands`) or what Redis sends (`replies`). */
export type Side = 'commands' | 'replies'

interface Blob {
  readonly type: string
  /** What has come of it, the closing CRLF included. */
  readonly parts: Buffer[]
  readonly size: number
  missing: number
}

interface Aggregate {
  readonly type: string
  readonly size: number
  readonly items: RespValue[]
}

const LF = 0x0a
const CR = 0x0d
const AGGREGATES = '*~>%|'
const BLOBS = '$=!'
const DECIMAL = /^[+-]?\d+$/
/** Redis takes no longer blob by default (proto-max-bulk-len). */
const LONGEST_BLOB = 512 * 1024 * 1024
const LONGEST_LINE = 1024 * 1024
/** Pushes that are no element of the reply they were written into. */
const MESSAGES = new Set(['message', 'pmessage', 'smessage'])

/**
 * Reads RESP2 and RESP3 from chunks of any size. Every byte is looked at once, however a value is cut up.
 * Attributes (`|`) are skipped; streamed strings and aggregates are not understood, and no server sends them.
 */
export class RespReader {
  readonly #side: Side
  /** The beginning of a line whose end has not come yet. */
  #line: Buffer[] = []
  #lineLength = 0
  #blob: Blob | undefined
  /** Aggregates whose items have not all come, outermost first. */
  readonly #open: Aggregate[] = []

  constructor(side: Side = 'replies') {
    this.#side = side
  }

  /**
   * Yields every frame that ends in this chunk. When the caller leaves early, the rest of the chunk (from the
   * last frame's `end`) counts as not read yet.
   *
   * @throws {@link ProtocolError} when the bytes are not RESP; the reader is of no use afterwards.
   */
  *read(chunk: Buffer): Generator<Frame, void, void> {
    let at = 0
    while (at < chunk.length) {
      let value: RespValue | undefined
      let type: string
      if (this.#blob) {
        const blob = this.#blob
        type = blob.type
        at = takeBytes(blob, chunk, at)
        if (blob.missing > 0) return
        this.#blob = undefined
        value = blobValue(blob)
      } else {
        const feed = chunk.indexOf(LF, at)
        if (feed < 0) return this.#keepLine(chunk.subarray(at))
        const line = this.#takeLine(chunk.subarray(at, feed))
        at = feed + 1
        if (this.#side === 'commands' && this.#open.length === 0 && line[0] !== 0x2a /* * */) {
          yield { type: 'inline', value: splitInline(line), end: at, nested: false }
          continue
        }
        type = String.fromCharCode(line[0] ?? 0)
        value = this.#header(type, lineText(line))
      }
      if (value === undefined) continue
      const frame = this.#complete(type, value, at)
      if (frame) yield frame
    }
  }

  #keepLine(bytes: Buffer): void {
    this.#line.push(bytes)
    this.#lineLength += bytes.length
    if (this.#lineLength > LONGEST_LINE) throw new ProtocolError('a line without an end')
  }

  #takeLine(end: Buffer): Buffer {
    if (this.#lineLength === 0) return end
    const line = Buffer.concat([...this.#line, end])
    this.#line = []
    this.#lineLength = 0
    return line
  }

  /** The value of a line, or undefined when it only announces what follows. */
  #header(type: string, text: string): RespValue | undefined {
    if (this.#side === 'commands' && type !== (this.#open.length === 0 ? '*' : '$')) {
      throw new ProtocolError(`a command with the type ${JSON.stringify(type)}`)
    }
    if (BLOBS.includes(type)) {
      const size = decimal(text)
      if (size < 0) return null
      if (size > LONGEST_BLOB) throw new ProtocolError('a blob that is too long')
      this.#blob = { type, parts: [], size, missing: size + 2 }
      return undefined
    }
    if (AGGREGATES.includes(type)) {
      const size = decimal(text) * (type === '%' || type === '|' ? 2 : 1)
      if (size < 0) return null
      const aggregate: Aggregate = { type, size, items: [] }
      if (size === 0) return aggregateValue(aggregate)
      this.#open.push(aggregate)
      return undefined
    }
    return lineValue(type, text)
  }

  /** Hands a value to the aggregate it belongs to; returns the frame that is complete by that, if any. */
  #complete(type: string, value: RespValue, end: number): Frame | undefined {
    for (;;) {
      // An attribute is no value: what it describes comes next.
      if (type === '|') return undefined
      const parent = this.#open.at(-1)
      if (!parent) return { type, value, end, nested: false }
      if (type === '>' && isMessage(value)) return { type, value, end, nested: true }
      parent.items.push(value)
      if (parent.items.length < parent.size) return undefined
      this.#open.pop()
      type = parent.type
      value = aggregateValue(parent)
    }
  }
}

/** Takes what the chunk has of a blob; returns where it ends. */
function takeBytes(blob: Blob, chunk: Buffer, at: number): number {
  const end = Math.min(chunk.length, at + blob.missing)
  blob.parts.push(chunk.subarray(at, end))
  blob.missing -= end - at
  return end
}

function blobValue(blob: Blob): RespValue {
  const bytes = blob.parts.length === 1 ? blob.parts[0]! : Buffer.concat(blob.parts)
  if (bytes[blob.size] !== CR || bytes[blob.size + 1] !== LF) throw new ProtocolError('a blob without an end')
  const content = bytes.subarray(0, blob.size)
  if (blob.type === '!') return new RespError(content.toString())
  // A verbatim string begins with its format, for example `txt:`.
  return blob.type === '=' ? content.subarray(4) : content
}

function aggregateValue({ type, items }: Aggregate): RespValue {
  if (type === '~') return new Set(items)
  if (type !== '%') return items
  const map = new Map<RespValue, RespValue>()
  for (let i = 0; i < items.length; i += 2) map.set(items[i]!, items[i + 1]!)
  return map
}

function lineValue(type: string, text: string): RespValue {
  switch (type) {
    case '+':
      return text
    case '-':
      return new RespError(text)
    case ':': {
      const number = decimal(text)
      return Number.isSafeInteger(number) ? number : BigInt(text)
    }
    case '(':
      decimal(text)
      return BigInt(text)
    case ',':
      return double(text)
    case '#':
      if (text !== 't' && text !== 'f') throw new ProtocolError('a boolean that is neither t nor f')
      return text === 't'
    case '_':
      return null
    default:
      throw new ProtocolError(`the unknown type ${JSON.stringify(type)}`)
  }
}

/** The text of a header line, without its first byte and its CR. */
function lineText(line: Buffer): string {
  if (line[line.length - 1] !== CR) throw new ProtocolError('a line that does not end with CRLF')
  return line.toString('utf8', 1, line.length - 1)
}

function decimal(text: string): number {
  if (!DECIMAL.test(text)) throw new ProtocolError('a number that is none')
  return Number(text)
}

function double(text: string): number {
  if (text === 'inf' || text === '+inf') return Number.POSITIVE_INFINITY
  if (text === '-inf') return Number.NEGATIVE_INFINITY
  if (text === 'nan' || text === '-nan') return Number.NaN
  const number = Number(text)
  if (text === '' || Number.isNaN(number)) throw new ProtocolError('a number that is none')
  return number
}

function isMessage(value: RespValue): boolean {
  return Array.isArray(value) && MESSAGES.has(textOf(value[0] ?? null))
}

/** The words of an inline command. Quotes keep words together; a quoted word is taken as it is. */
function splitInline(line: Buffer): RespValue[] {
  const words = line.toString().match(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\S+/g) ?? []
  return words.map((word) => Buffer.from(/^(["']).*\1$/.test(word) ? word.slice(1, -1) : word))
}

/** A value as text: a blob as UTF-8, null as the empty string. */
export function textOf(value: RespValue): string {
  if (typeof value === 'string') return value
  if (Buffer.isBuffer(value)) return value.toString()
  if (value instanceof RespError) return value.message
  return value === null ? '' : String(value)
}

/** A value as plain JavaScript: a blob as a string, a map as an object, a set as an array, an error as an `Error`. */
export function plain(value: RespValue): unknown {
  if (Buffer.isBuffer(value)) return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Set) return [...value].map(plain)
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [textOf(key), plain(item)]))
  return value
}

/** A command as Redis expects it from a client. */
export function encodeCommand(args: readonly string[]): Buffer {
  const words = args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`)
  return Buffer.from(`*${args.length}\r\n${words.join('')}`)
}

/**
 * A reply as Redis writes it: errors, numbers, texts, null and arrays over RESP2 and RESP3 alike, maps over RESP3.
 *
 * @param type The first byte of an array; `>` makes it a push.
 */
export function encodeReply(value: RespValue, type: '*' | '>' = '*'): Buffer {
  if (value instanceof RespError) return Buffer.from(`-${value.message}\r\n`)
  if (typeof value === 'number' || typeof value === 'bigint') return Buffer.from(`:${value}\r\n`)
  if (value === null) return Buffer.from('$-1\r\n')
  if (Array.isArray(value)) {
    return Buffer.concat([
      Buffer.from(`${type}${value.length}\r\n`),
      ...value.map((item) => encodeReply(item)),
    ])
  }
  if (value instanceof Map) {
    const items = [...value].flat().map((item) => encodeReply(item))
    return Buffer.concat([Buffer.from(`%${value.size}\r\n`), ...items])
  }
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(textOf(value))
  return Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')])
}
