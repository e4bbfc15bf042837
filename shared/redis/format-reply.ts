import { isUtf8 } from 'node:buffer'
import { RespError, type RespValue } from './resp.ts'

/** Commands whose reply is a text of many lines, made to be read as it is. */
const TEXTS = /^(info|lolwut|client (list|info)|cluster (info|nodes)|memory doctor|latency (doctor|graph))\b/i

/**
 * A reply as redis-cli shows it in a terminal.
 *
 * @param command The words of the command that it answers.
 * @returns Lines without a line break at the end.
 */
export function formatReply(reply: RespValue, command: readonly string[]): string {
  if (Buffer.isBuffer(reply) && TEXTS.test(command.join(' '))) return reply.toString().trimEnd()
  return format(reply, '')
}

/** A string in double quotes; what cannot be printed is escaped. */
export function quoted(value: Buffer): string {
  const characters = isUtf8(value) ? [...value.toString()] : [...value].map(byteAsText)
  return `"${characters.map(escaped).join('')}"`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
}

function escaped(character: string): string {
  return ESCAPES[character] ?? (/^\p{Cc}$/u.test(character) ? hex(character.charCodeAt(0)) : character)
}

/** A byte of something that is no text. */
function byteAsText(byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : hex(byte)
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`
}

function format(value: RespValue, indent: string): string {
  if (value === null) return '(nil)'
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return `(${value})`
  if (typeof value === 'bigint' || Number.isInteger(value)) return `(integer) ${value}`
  if (typeof value === 'number') return `(double) ${value}`
  if (Buffer.isBuffer(value)) return quoted(value)
  if (value instanceof RespError) return `(error) ${value.message}`
  if (value instanceof Map) return formatMap(value, indent)
  return formatList([...value], indent)
}

function formatList(items: readonly RespValue[], indent: string): string {
  if (items.length === 0) return '(empty array)'
  const width = String(items.length).length
  return items
    .map((item, index) => {
      const number = `${String(index + 1).padStart(width)}) `
      const begin = index === 0 ? '' : indent
      return begin + number + format(item, indent + ' '.repeat(number.length))
    })
    .join('\n')
}

function formatMap(map: ReadonlyMap<RespValue, RespValue>, indent: string): string {
  if (map.size === 0) return '(empty hash)'
  const width = String(map.size).length
  return [...map]
    .map(([key, item], index) => {
      const number = `${String(index + 1).padStart(width)}# `
      const begin = index === 0 ? '' : indent
      return `${begin}${number}${format(key, indent)} => ${format(item, indent + ' '.repeat(number.length))}`
    })
    .join('\n')
}
