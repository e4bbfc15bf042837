import { renderMermaidSVG } from 'beautiful-mermaid'

/** A mermaid block, taken apart. */
export interface Diagram {
  /** What the diagram shows, in a few words, for those who cannot see it. */
  readonly title: string
  /** The same at length, when the block has it. */
  readonly description?: string
  /** What is drawn: the block without its title and description. */
  readonly source: string
}

const TITLE = /^\s*accTitle\s*:\s*(.+?)\s*$/
const DESCRIPTION = /^\s*accDescr\s*:\s*(.+?)\s*$/

/** What GitHub draws, and the renderer of the site draws wrongly without a word. */
const DRAWN_WRONGLY: readonly [construct: RegExp, advice: string][] = [
  [/^\s*(graph|flowchart)\b[\s\S]*\w--[->]/, 'put a space between a name and its arrow, as in "A --> B"'],
  [
    /^\s*sequenceDiagram\b[\s\S]*\w-?-x\s*\w/,
    'an arrow with a cross looks as if it arrived; say it in a Note',
  ],
  [/^\s*(rect|autonumber|box|click)\b/m, 'leave out "rect", "autonumber", "box" and "click"'],
  [/\bfa:/, 'leave out icons'],
  [/#\w+;/, 'write characters as they are, not as "#quot;"'],
]

/**
 * Takes a mermaid block apart. The title and the description have to go before drawing:
 * in a flowchart the renderer would take `accTitle` for a box.
 *
 * @throws Error when the block has no `accTitle:` line.
 */
export function readDiagram(block: string): Diagram {
  let title: string | undefined
  let description: string | undefined
  const drawn: string[] = []
  for (const line of block.replaceAll('\r\n', '\n').split('\n')) {
    const titled = TITLE.exec(line)?.[1]
    const described = DESCRIPTION.exec(line)?.[1]
    if (titled) title = titled
    else if (described) description = described
    else drawn.push(line)
  }
  if (!title) throw new Error('it has no "accTitle: …" line, which screen readers need')
  return { title, ...(description && { description }), source: drawn.join('\n').trim() }
}

/**
 * Draws a mermaid block as an inline SVG that takes its colours from the page (see style.css), so that one picture
 * serves the light and the dark theme.
 *
 * @param block The text of the block.
 * @param id Unique on the page: the arrow heads of one diagram must not be those of another.
 * @throws Error when the block has no title, or cannot be drawn as it is meant.
 */
export function drawDiagram(block: string, id: string): string {
  const diagram = readDiagram(block)
  const wrong = DRAWN_WRONGLY.find(([construct]) => construct.test(diagram.source))
  if (wrong) throw new Error(wrong[1])
  const drawn = renderMermaidSVG(diagram.source, { transparent: true, padding: 8, font: 'system-ui' })
  const svg = drawn
    // Its style sheet imports a web font, and its rules would hold for every SVG of the page.
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/ id="([^"]+)"/g, ` id="${id}-$1"`)
    .replaceAll(/url\(#([^)]+)\)/g, `url(#${id}-$1)`)
    .replace(/<svg [^>]*>/, (tag) => openingTag(tag, diagram))
    // Blank lines would end the HTML block in Markdown.
    .replaceAll(/\n\s*/g, '\n')
  return `<figure class="diagram" tabindex="0">${svg}</figure>\n`
}

function openingTag(tag: string, { title, description }: Diagram): string {
  const size = /viewBox="[^"]*" width="[^"]*" height="[^"]*"/.exec(tag)?.[0] ?? ''
  const label = escapeAttribute(description ? `${title}. ${description}` : title)
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${label}">`
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
