/** A line whose quotes do not fit: `message` is one sentence. */
export class BadLine extends Error {
  override name = 'BadLine'
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' }

/**
 * Takes a typed line apart as redis-cli does: words between spaces; in double quotes `\n`, `\t`, `\xHH` and the
 * like are understood; in single quotes only `\'` is.
 *
 * @returns The words; none for an empty line.
 * @throws {@link BadLine} for a quote that is not closed, or closed in the middle of a word.
 */
export function splitLine(line: string): string[] {
  const words: string[] = []
  let at = 0
  for (;;) {
    while (isSpace(line[at])) at++
    if (at >= line.length) return words
    let word = ''
    while (at < line.length && !isSpace(line[at])) {
      const quote = line[at]
      if (quote !== '"' && quote !== "'") {
        word += line[at++]
        continue
      }
      const quoted = quote === '"' ? doubleQuoted(line, at + 1) : singleQuoted(line, at + 1)
      word += quoted.text
      at = quoted.end
      if (at < line.length && !isSpace(line[at])) {
        throw new BadLine(`After the closing ${quote} there must be a space.`)
      }
    }
    words.push(word)
  }
}

interface Quoted {
  readonly text: string
  /** Just behind the closing quote. */
  readonly end: number
}

function doubleQuoted(line: string, start: number): Quoted {
  // As bytes: several \xHH may make one character.
  const bytes: Buffer[] = []
  for (let at = start; at < line.length; ) {
    if (line[at] === '"') return { text: Buffer.concat(bytes).toString(), end: at + 1 }
    const hex = /^\\x([0-9a-f]{2})/i.exec(line.slice(at, at + 4))
    if (hex) {
      bytes.push(Buffer.from(hex[1]!, 'hex'))
      at += 4
      continue
    }
    const escaped = line[at] === '\\' && at + 1 < line.length
    const character = String.fromCodePoint(line.codePointAt(escaped ? at + 1 : at)!)
    bytes.push(Buffer.from(escaped ? (ESCAPES[character] ?? character) : character))
    at += character.length + (escaped ? 1 : 0)
  }
  throw new BadLine('A " is opened and never closed.')
}

function singleQuoted(line: string, start: number): Quoted {
  let text = ''
  for (let at = start; at < line.length; at++) {
    if (line[at] === "'") return { text, end: at + 1 }
    if (line[at] === '\\' && line[at + 1] === "'") at++
    text += line[at]
  }
  throw new BadLine("A ' is opened and never closed.")
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character)
}
