/** A fenced code block of a Markdown text. */
export interface Fence {
  /** The first word behind the opening mark, for example `ts`; empty when there is none. */
  readonly language: string
  /** What follows it, for example `title="first.node-redis.ts"`. */
  readonly attributes: ReadonlyMap<string, string>
  /** The lines inside, without a line break at the end. */
  readonly code: string
  /** Where the opening mark is, counted from 1. */
  readonly line: number
  /** How many headings come before it. */
  readonly section: number
}

const OPENING = /^( *)(`{3,}|~{3,})\s*(\S*)\s*(.*?)\s*$/
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g

/** All fenced code blocks of a Markdown text, in their order. One that is never closed ends with the text. */
export function fencesOf(markdown: string): Fence[] {
  const found: Fence[] = []
  let open: { mark: string; indent: number; fence: Omit<Fence, 'code'>; lines: string[] } | undefined
  let section = 0
  const close = () => {
    if (open) found.push({ ...open.fence, code: open.lines.join('\n') })
    open = undefined
  }
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    if (open) {
      const { mark, indent, lines } = open
      const trimmed = text.trim()
      if (trimmed.startsWith(mark) && trimmed.replaceAll(mark.charAt(0), '') === '') close()
      else lines.push(text.slice(Math.min(indent, /^ */.exec(text)![0].length)))
      continue
    }
    if (/^#{1,6} /.test(text)) section += 1
    const [, indent = '', mark, language = '', rest = ''] = OPENING.exec(text) ?? []
    if (mark === undefined) continue
    open = {
      mark,
      indent: indent.length,
      fence: { language, attributes: attributesIn(rest), line: index + 1, section },
      lines: [],
    }
  }
  close()
  return found
}

function attributesIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value]))
}
