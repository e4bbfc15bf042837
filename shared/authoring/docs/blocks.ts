import { drawDiagram } from './diagrams.ts'

/** The part of markdown-it that is used here; it has no types of its own. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: Record<string, Rule | undefined> }
}
type Rule = (
  tokens: { readonly info: string; readonly content: string }[],
  index: number,
  ...rest: unknown[]
) => string

/**
 * Draws diagrams, and shows the title of a block of code above it.
 *
 * @param parser Its rule for blocks is replaced.
 */
export function drawBlocks(parser: MarkdownIt): void {
  const code = parser.renderer.rules.fence
  let drawn = 0
  parser.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index]
    const language = /^\S*/.exec(token?.info.trim() ?? '')?.[0] ?? ''
    if (token && language === 'mermaid') {
      drawn += 1
      return drawDiagram(token.content, `diagram-${drawn}`)
    }
    const title = /\btitle="([^"]*)"/.exec(token?.info ?? '')?.[1]
    // What follows the language is ours, and no highlighter knows a transcript of redis-cli.
    const plain = tokens.map((other, at) => {
      if (at !== index) return other
      return Object.assign(Object.create(other), { info: language === 'redis' ? 'console' : language })
    })
    const block = inLines(code?.(plain, index, ...rest) ?? '')
    return title === undefined
      ? block
      : `<p class="code-title"><code>${escapeText(title)}</code></p>\n${block}`
  }
}

/** Each line of a block in an element of its own: a long one wraps, and continues further in than it began. */
function inLines(block: string): string {
  return block.replace(
    /(<code[^>]*>)([\s\S]*?)\n?(<\/code>)/,
    (_, open: string, inner: string, close: string) => {
      const lines = inner.split(/<br\/?>|\n/).map((line) => {
        const indent = /^ */.exec(line.replaceAll(/<[^>]*>/g, ''))?.[0].length ?? 0
        return `<span class="line" style="--in:${indent}">${line}\n</span>`
      })
      return `${open}${lines.join('')}${close}`
    },
  )
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
