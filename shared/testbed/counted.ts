/** Random text of this length has a digit or both cases in it; a word that a program puts before a number does not. */
const WORD = 20

/**
 * Whether ids are a count, alone or behind a word: `7`, `event-7`. Each process begins such a count anew, so the next
 * one makes the same ids. A count behind a random or long text is none.
 *
 * @param own Parts that ids may have from their caller, for example a namespace. They make an id no other in another
 *   process.
 */
export function isCounted(ids: readonly string[], ...own: readonly string[]): boolean {
  const bare = ids.map((id) =>
    own.reduce((text, part) => (part === '' ? text : text.replaceAll(part, '')), id),
  )
  return bare.length > 1 && bare.every((id) => /^[^\d]*\d+$/.test(id) && id.replace(/\d+$/, '').length < WORD)
}
