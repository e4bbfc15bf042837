/** A word, a number or a name, with what belongs to it. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’.()/-]*/gu

/** How many words a text has. */
export function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0
}

/** What is read in any case: without code, and without what is folded. */
export function openProse(markdown: string): string {
  return markdown.replace(/<details>[\s\S]*?<\/details>/g, '').replace(/^ *```[\s\S]*?^ *```$/gm, '')
}
