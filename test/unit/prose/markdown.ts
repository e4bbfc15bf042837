/** A piece of a Markdown file that may name something. */
export interface Piece {
  readonly kind: 'code' | 'command' | 'link' | 'text'
  readonly text: string
  /** Counted from 1. */
  readonly line: number
}

/** Code blocks in which each line is typed in a terminal. */
const SHELLS = /^(sh|bash|shell)$/

/** Takes a Markdown text apart: code spans, links, the lines of shell blocks, and the plain rest. */
export function piecesOf(markdown: string): Piece[] {
  const pieces: Piece[] = []
  let block: string | undefined
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    const line = index + 1
    const fence = /^\s*```+\s*(\S*)/.exec(text)
    if (fence) {
      block = block === undefined ? (fence[1] ?? '') : undefined
      continue
    }
    if (block !== undefined) {
      if (SHELLS.test(block)) pieces.push({ kind: 'command', text: text.replace(/\s#.*$/, ''), line })
      continue
    }
    const rest = text.replace(/`([^`]+)`/g, (_span, code: string) => {
      pieces.push({ kind: 'code', text: code, line })
      return ' '
    })
    // In the whole line, for a link's text may be code.
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g))
      pieces.push({ kind: 'link', text: target, line })
    pieces.push({ kind: 'text', text: rest.replace(/\]\([^)]*\)/g, ']'), line })
  }
  return pieces
}

/** The names by which the headings of a Markdown text are linked to. */
export function anchorsOf(markdown: string): string[] {
  return markdown
    .split(/\r?\n/)
    .flatMap((line) => /^#{1,6} +(.+?)\s*$/.exec(line)?.[1] ?? [])
    .map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    )
}
