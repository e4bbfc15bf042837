/**
 * Patterns as Redis understands them.
 *
 * @module
 */

/** Takes one byte, or is `*`, which takes any number of them. */
type Element = '*' | ((byte: number) => boolean)

const [STAR, QUESTION, OPEN, CLOSE, CARET, DASH, BACKSLASH] = [...'*?[]^-\\'].map((mark) =>
  mark.charCodeAt(0),
)

/** A pattern that matches this text and nothing else: a backslash takes the meaning from each mark. */
export function literally(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}

/**
 * Says whether PSUBSCRIBE with this pattern brings the messages of this channel.
 *
 * `*` stands for any bytes, also none and also colons; `?` for one byte, so that two of them stand for `ö`;
 * `[abc]`, `[a-c]` and `[^a]` for one byte of those or of all others; a backslash takes the meaning from the mark
 * behind it. All else stands for itself: `{a,b}` is no choice, `[!a]` no negation, and `A` is not `a`.
 *
 * The channel whose name is empty is matched by no pattern but the empty one.
 */
export function matches(pattern: string, channel: string): boolean {
  // So it is on a redis-server; the embedded one lets `*` match it.
  if (channel === '') return pattern === ''
  return fits(elementsOf(Buffer.from(pattern)), Buffer.from(channel))
}

function fits(elements: readonly Element[], bytes: Uint8Array): boolean {
  let element = 0
  let byte = 0
  // Where to go on when the last star takes one byte more.
  let afterStar: { element: number; byte: number } | undefined
  while (byte < bytes.length) {
    const current = elements[element]
    if (current === '*') {
      element++
      afterStar = { element, byte }
    } else if (current?.(bytes[byte]!)) {
      element++
      byte++
    } else if (afterStar) {
      afterStar.byte++
      element = afterStar.element
      byte = afterStar.byte
    } else return false
  }
  return elements.slice(element).every((rest) => rest === '*')
}

function elementsOf(pattern: Uint8Array): Element[] {
  const elements: Element[] = []
  let at = 0
  while (at < pattern.length) {
    const mark = pattern[at]!
    if (mark === STAR) {
      elements.push('*')
      at++
    } else if (mark === QUESTION) {
      elements.push(() => true)
      at++
    } else if (mark === OPEN) {
      const [element, end] = classAt(pattern, at + 1)
      elements.push(element)
      at = end
    } else {
      // A backslash at the very end stands for itself.
      if (mark === BACKSLASH && at + 1 < pattern.length) at++
      const literal = pattern[at]!
      elements.push((byte) => byte === literal)
      at++
    }
  }
  return elements
}

/** Reads what stands behind `[`; gives also where it ends. One that is never closed reaches to the end. */
function classAt(pattern: Uint8Array, start: number): [element: Element, end: number] {
  let at = start
  const negated = pattern[at] === CARET
  if (negated) at++
  const ranges: [low: number, high: number][] = []
  while (at < pattern.length && pattern[at] !== CLOSE) {
    if (pattern[at] === BACKSLASH && at + 1 < pattern.length) {
      ranges.push([pattern[at + 1]!, pattern[at + 1]!])
      at += 2
    } else if (pattern[at + 1] === DASH && at + 2 < pattern.length) {
      const [from, to] = [pattern[at]!, pattern[at + 2]!]
      ranges.push([Math.min(from, to), Math.max(from, to)])
      at += 3
    } else {
      ranges.push([pattern[at]!, pattern[at]!])
      at++
    }
  }
  const listed = (byte: number) => ranges.some(([low, high]) => low <= byte && byte <= high)
  return [(byte) => listed(byte) !== negated, at + 1]
}
