// Plain JavaScript, so that the test launcher can use it without a compiler. Types and documentation: terminal.d.mts.
import { readFileSync, writeSync } from 'node:fs'
import { stripVTControlCharacters, styleText } from 'node:util'

/** How often it is looked whether npm is still there, in milliseconds. */
const PARENT_EVERY_MS = 250

export const PASSED = '✓'
export const FAILED = '✗'
export const OPEN = '○'

export class Misuse extends Error {
  name = 'Misuse'
}

export class BadWorkbook extends Error {
  name = 'BadWorkbook'
}

export class Refusal extends Error {
  name = 'Refusal'
}

export function exitCodeOf(error) {
  if (error instanceof Misuse) return 2
  if (error instanceof Refusal || error instanceof BadWorkbook) return 1
  return undefined
}

export function hasColours(stream = process.stdout, env = process.env) {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return stream.isTTY === true && env.TERM !== 'dumb'
}

export function paint(style, text, stream = process.stdout) {
  if (!hasColours(stream)) return text
  // Without validateStream, newer versions of Node would decide about the colours a second time.
  return styleText(style, text, { validateStream: false })
}

export function mark(state, stream = process.stdout) {
  if (state === 'passed') return paint('green', PASSED, stream)
  if (state === 'failed') return paint('red', FAILED, stream)
  return paint('gray', OPEN, stream)
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const ZERO_WIDTH = /^[\p{M}\p{Cf}\p{Cc}]+$/u
const EMOJI = /\p{Emoji_Presentation}|\uFE0F/u
/** Hangul, CJK, kana and full-width forms: two columns each. */
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u

const PLAIN = /^[ -~]*$/
/** So much of a text is taken apart at a time, in UTF-16 units: Node's segmenter takes four times as long for twice the text. */
const PIECE = 500

export function* segmentsOf(text) {
  if (PLAIN.test(text)) {
    yield* text
    return
  }
  let rest = ''
  for (let at = 0; at < text.length; ) {
    // A character of two units stays whole.
    const end = at + PIECE + (/[\uD800-\uDBFF]/.test(text[at + PIECE - 1]) ? 1 : 0)
    const piece = rest + text.slice(at, end)
    at = end
    let last = ''
    for (const { segment } of graphemes.segment(piece)) {
      if (last) yield last
      last = segment
    }
    // It may go on in the next piece, unless it is longer than anything that is seen as one character.
    rest = last.length < PIECE ? last : ''
    if (!rest) yield last
  }
  if (rest) yield rest
}

export function displayWidth(text) {
  // Taking a text apart into what is seen as one character takes a hundred times as long.
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const segment of segmentsOf(stripVTControlCharacters(text))) {
    if (ZERO_WIDTH.test(segment)) continue
    width += WIDE.test(segment) || EMOJI.test(segment) ? 2 : 1
  }
  return width
}

export function pad(text, width) {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

export function columns(rows, { gap = 2, indent = 0, width = terminalWidth(Number.POSITIVE_INFINITY) } = {}) {
  const widths = fittedWidths(rows, width - indent, gap)
  return rows
    .flatMap((row) => {
      const cells = row.map((cell, column) => wrap(cell, widths[column]).split('\n'))
      return Array.from({ length: Math.max(1, ...cells.map((lines) => lines.length)) }, (_, line) => {
        const parts = cells.map((lines, column) => pad(lines[line] ?? '', widths[column]))
        return (' '.repeat(indent) + parts.join(' '.repeat(gap))).trimEnd()
      })
    })
    .join('\n')
}

/** The width of each column. If the table is too wide, its widest column shrinks, down to its longest word. */
function fittedWidths(rows, width, gap) {
  const widths = []
  const words = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell))
      words[column] = Math.max(words[column] ?? 0, ...cell.split(/\s+/).map(displayWidth))
    })
  }
  let over = widths.reduce((sum, one) => sum + one + gap, -gap) - width
  while (over > 0) {
    const flexible = widths.map((one, column) => (one > words[column] ? one : 0))
    const widest = Math.max(0, ...flexible)
    if (widest === 0) break
    const column = flexible.indexOf(widest)
    widths[column] = Math.max(words[column], widest - over)
    over -= widest - widths[column]
  }
  return widths
}

export function terminalWidth(otherwise = 100, stream = process.stdout, env = process.env) {
  const asked = Number(env.COLUMNS)
  return stream.columns || (Number.isInteger(asked) && asked > 0 ? asked : otherwise)
}

export function fitted(text, stream = process.stdout) {
  return wrap(text, terminalWidth(Number.POSITIVE_INFINITY, stream))
}

export function print(text = '') {
  console.log(fitted(text))
}

/** The indentation of a line, and the mark that it begins with. */
const LEAD = /^\s*(?:[✓✗○◌–+-] +)?/
/** What stays on one line: a word, or a command to copy, with the blanks before it. */
const WORD =
  /\s*(?:npm (?:run )?\S+(?: (?:\d\S*|again|all|clients|full|ioredis|node-redis|own|predict|reveal|solution|watch)(?!\S))*|\S+)/g
/** Columns that are always there for the text, beside the indentation. */
const NARROWEST = 10

export function wrap(text, width, options = {}) {
  return text
    .split('\n')
    .flatMap((line) => (displayWidth(line) > width ? wrapLine(line, width, options) : [line]))
    .join('\n')
}

function wrapLine(line, width, { hang, cut = false }) {
  const indent = hang ?? displayWidth(LEAD.exec(stripVTControlCharacters(line))[0])
  const room = cut ? Math.max(width, indent + NARROWEST) : width
  const margin = ' '.repeat(indent)
  const lines = []
  let current = ''
  let taken = 0
  const next = () => {
    lines.push(current.trimEnd())
    current = margin
    taken = indent
  }
  // Trailing blanks belong to no word, and looking for one after each of them would take quadratic time.
  for (const word of line.trimEnd().match(WORD) ?? []) {
    const isFirst = taken === (lines.length === 0 ? 0 : indent)
    if (!isFirst && taken + displayWidth(word) > room) {
      next()
      add(word.trimStart())
    } else add(word)
  }
  return [...lines, current]

  /** Puts a word on the line. With `cut`, a word that is longer than a line continues on the next ones. */
  function add(word) {
    const needed = displayWidth(word)
    if (!cut || taken + needed <= room) {
      current += word
      taken += needed
      return
    }
    for (const segment of segmentsOf(word)) {
      const size = displayWidth(segment)
      if (taken + size > room && taken > (lines.length === 0 ? 0 : indent)) next()
      current += segment
      taken += size
    }
  }
}

export function endQuietlyOnClosedPipe() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      // `npm run lesson | head` has read enough. That is no failure.
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }
}

export function fail(message, code = 2) {
  // The live view restores the screen on exit, so anything written before then would be lost.
  process.on('exit', () => writeToStderr(`${fitted(message, process.stderr)}\n`))
  process.exit(code)
}

/** At once: what is written asynchronously may be lost when the process exits. */
function writeToStderr(text) {
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(2, rest))
    } catch (error) {
      if (error.code !== 'EAGAIN') return
    }
  }
}

export function endWithParent() {
  const parent = process.ppid
  // npm runs a script by a shell, which would go on waiting for us when npm is gone.
  const npm = process.env.npm_lifecycle_event ? parentOf(parent) : undefined
  setInterval(() => {
    if (process.ppid !== parent || parentOf(npm && parent) !== npm) process.exit(143)
  }, PARENT_EVERY_MS).unref()
}

/** The parent of a process, on systems that have it in a file; else undefined. */
function parentOf(pid) {
  if (pid === undefined) return undefined
  try {
    // After the name, which may hold anything, come the state and the parent.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]
  } catch {
    return undefined
  }
}

/** Node's recursive mkdir says ENOENT on some read-only disks. */
const DENIED = /^(EACCES|EPERM|EROFS|ENOENT mkdir)/
const FULL = /^(ENOSPC|EDQUOT)/

export function fileFault(error) {
  const { code, syscall, path } = Object(error)
  if (typeof path !== 'string') return undefined
  const what = `${code} ${syscall}`
  if (FULL.test(what))
    return `There is no room left to write ${path} (${code}). Free some space, and try again.`
  if (!DENIED.test(what)) return undefined
  return `${path} can't be read or written (${code}). Use a copy of the workbook in a folder of your own.`
}

export async function runCommand(main) {
  endQuietlyOnClosedPipe()
  endWithParent()
  try {
    await main()
  } catch (error) {
    const code = exitCodeOf(error)
    if (code !== undefined) fail(error.message, code)
    const fault = fileFault(error)
    if (fault === undefined) throw error
    fail(fault, 1)
  }
}
