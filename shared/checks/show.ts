/**
 * Values as they are shown to people: like code, true to what is there (`undefined`, `NaN`, errors, dates), and in
 * bounded time and length, whatever the value is. Nothing that belongs to the value is called except its getters.
 *
 * @module
 */

/** A value, ready to be written on one line or on several. */
export type Shown =
  | string
  | { readonly open: string; readonly items: readonly Item[]; readonly close: string }

interface Item {
  readonly key?: string
  readonly value: Shown
}

/** How much of a value is looked at. */
interface Limits {
  /** So many values in all. */
  readonly values: number
  /** So many characters of each string. */
  readonly characters: number
}

const FOR_A_LINE: Limits = { values: 200, characters: 400 }
const FOR_A_COMPARISON: Limits = { values: 4000, characters: 2000 }
const DEEPEST = 20
const LONGEST_LINE = 60

/** A value on one line, cut after so many characters. */
export function onOneLine(value: unknown, length: number): string {
  return cut(compact(shown(value, undefined, FOR_A_LINE)), length)
}

/** Two values to be compared, each as lines: with their properties in the same order. */
export function toBeCompared(expected: unknown, received: unknown): [expected: string[], received: string[]] {
  return [
    lines(shown(expected, received, FOR_A_COMPARISON)),
    lines(shown(received, expected, FOR_A_COMPARISON, true)),
  ]
}

/** A text of any length, cut. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

/**
 * @param beside What it is compared with: a property that is undefined here and left out there is left out.
 * @param inItsOrder Takes the order of the properties from there.
 */
function shown(value: unknown, beside: unknown, limits: Limits, inItsOrder = false): Shown {
  let left = limits.values
  const above: object[] = []

  const tree = (value: unknown, beside: unknown): Shown => {
    left -= 1
    if (typeof value === 'string') return inQuotes(value, limits.characters)
    if (typeof value === 'function') return functionText(value)
    if (typeof value !== 'object' || value === null) return primitive(value)
    if (above.includes(value)) return '[circular]'
    if (above.length >= DEEPEST) return '…'
    above.push(value)
    try {
      return ofObject(value, beside)
    } catch {
      // A proxy or a getter that throws.
      return '[unreadable]'
    } finally {
      above.pop()
    }
  }

  const items = function* <T>(all: Iterable<T>, total: number, item: (one: T, index: number) => Item) {
    let index = 0
    for (const one of all) {
      if (left <= 0) {
        yield { value: `… ${total - index} more` }
        return
      }
      yield item(one, index)
      index += 1
    }
  }

  const ofObject = (value: object, beside: unknown): Shown => {
    if (Array.isArray(value)) {
      const other = Array.isArray(beside) ? beside : []
      const each = items(value, value.length, (one, index) => ({ value: tree(one, other[index]) }))
      return { open: '[', items: [...each], close: ']' }
    }
    if (value instanceof Error) return `[${errorText(value, limits.characters)}]`
    if (value instanceof Date)
      return `[Date ${Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString()}]`
    if (value instanceof RegExp) return cut(String(value), limits.characters)
    if (value instanceof Map) {
      const each = items(value, value.size, ([key, one]) => ({
        key: compact(tree(key, undefined)),
        value: tree(one, undefined),
      }))
      return { open: 'Map {', items: [...each], close: '}' }
    }
    if (value instanceof Set) {
      const each = items(value, value.size, (one) => ({ value: tree(one, undefined) }))
      return { open: 'Set {', items: [...each], close: '}' }
    }
    if (ArrayBuffer.isView(value)) return binary(value)
    return ofProperties(value, beside)
  }

  const ofProperties = (value: object, beside: unknown): Shown => {
    const other = (typeof beside === 'object' && beside !== null ? beside : {}) as Record<string, unknown>
    const own = Object.keys(value)
    const first = inItsOrder ? Object.keys(other).filter((key) => Object.hasOwn(value, key)) : []
    const keys = first.length === 0 ? own : [...new Set([...first, ...own])]
    const isLeftOut = (key: string) =>
      beside !== undefined && read(value, key) === undefined && !Object.hasOwn(other, key)
    const kept = keys.filter((key) => !isLeftOut(key))
    const each = items(kept, kept.length, (key) => ({
      key: inQuotes(key, limits.characters),
      value: tree(read(value, key), Object.hasOwn(other, key) ? other[key] : undefined),
    }))
    const name = own.length === 0 ? className(value) : ''
    return { open: `${name}{`, items: [...each], close: '}' }
  }

  return tree(value, beside)
}

const UNREADABLE = Symbol('unreadable')

function read(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key)
  } catch {
    return UNREADABLE
  }
}

function primitive(value: unknown): string {
  if (value === UNREADABLE) return '[unreadable]'
  if (typeof value === 'bigint') return `${cut(String(value), 400)}n`
  return String(value)
}

/** JSON within a string is easier to read without a backslash before every quotation mark. */
function inQuotes(text: string, longest: number): string {
  const json = JSON.stringify(text.slice(0, longest))
  const all =
    !text.includes('"') || /['\\\p{Cc}]/u.test(text.slice(0, longest)) ? json : `'${text.slice(0, longest)}'`
  return text.length > longest ? `${all.slice(0, -1)}… (${text.length} characters)` : all
}

function functionText(value: unknown): string {
  const name = read(value as object, 'name')
  return typeof name === 'string' && name !== '' ? `[function ${cut(name, 60)}]` : '[function]'
}

function binary(value: ArrayBufferView): string {
  const bytes = Buffer.from(value.buffer, value.byteOffset, Math.min(value.byteLength, 20))
  const more = value.byteLength > 20 ? ` … ${value.byteLength} bytes` : ''
  return `<${className(value).trim() || 'bytes'} ${bytes.toString('hex').replace(/..(?=.)/g, '$& ')}${more}>`
}

/** With a blank after it; empty for a plain object. */
function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (typeof prototype !== 'object' || prototype === null || prototype === Object.prototype) return ''
  const name = read(read(prototype, 'constructor') as object, 'name')
  return typeof name === 'string' && name !== '' ? `${cut(name, 60)} ` : ''
}

/** An error's name and message, whatever has been made of them. */
export function errorText(error: Error, longest: number): string {
  const text = (key: string) => {
    const value = read(error, key)
    return typeof value === 'string'
      ? value
      : value === undefined
        ? ''
        : compact(shown(value, undefined, FOR_A_LINE))
  }
  const name = cut(text('name'), 100) || 'Error'
  const message = text('message') || withinText(error)
  if (!message) return name
  if (message.length <= longest) return `${name}: ${message}`
  return `${name}: ${message.slice(0, longest)}… (${message.length} characters)`
}

/** Some errors have no message of their own, for example one for several addresses that refuse a connection. */
function withinText(error: Error): string {
  const errors = read(error, 'errors')
  if (!Array.isArray(errors)) return ''
  const texts = errors
    .slice(0, 3)
    .map((one) => (one instanceof Error ? errorText(one, 200) : onOneLine(one, 100)))
  return [...new Set(texts)].join(', ')
}

/** On one line, as JSON has it. */
function compact(shown: Shown): string {
  if (typeof shown === 'string') return shown
  const items = shown.items.map(({ key, value }) => `${key === undefined ? '' : `${key}:`}${compact(value)}`)
  return `${shown.open}${items.join(',')}${shown.close}`
}

/** On as many lines as it needs: what is short stays together. */
function lines(shown: Shown): string[] {
  const line = compact(shown)
  if (typeof shown === 'string' || line.length <= LONGEST_LINE || shown.items.length === 0) return [line]
  const within = shown.items.flatMap(({ key, value }, index) => {
    const [first = '', ...rest] = lines(value)
    const all = [key === undefined ? first : `${key}: ${first}`, ...rest].map((one) => `  ${one}`)
    const isLast = index === shown.items.length - 1
    return all.map((one, at) => (at === all.length - 1 && !isLast ? `${one},` : one))
  })
  return [shown.open, ...within, shown.close]
}
