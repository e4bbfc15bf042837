/**
 * Finds what people read: in pages, in comments, and in the strings of code.
 *
 * @module
 */
import { basename } from 'node:path'
import ts from 'typescript'

/** Some text without markup, with the line that it begins at. */
export interface Prose {
  readonly line: number
  readonly text: string
}

/** Stands for code. */
const CODE = '`x`'

/** The paragraphs, list items and cells of a Markdown page. Headings and code are left out: they are no sentences. */
export function proseOfMarkdown(markdown: string): Prose[] {
  const found: Prose[] = []
  let open: { line: number; lines: string[] } | undefined
  let fence: string | undefined
  const close = () => {
    if (open) found.push({ line: open.line, text: open.lines.join(' ') })
    open = undefined
  }
  for (const [index, raw] of markdown.split(/\r?\n/).entries()) {
    const line = index + 1
    const mark = /^\s*(`{3,}|~{3,})/.exec(raw)?.[1]
    if (fence !== undefined) {
      if (mark === fence) fence = undefined
      continue
    }
    if (mark !== undefined) {
      fence = mark
      close()
      continue
    }
    const text = plain(raw)
    if (/^\s*\|/.test(raw)) {
      close()
      const cells = text.split('|').map((cell) => cell.trim())
      found.push(...cells.filter((cell) => /\w/.test(cell)).map((cell) => ({ line, text: cell })))
    } else if (text.trim() === '' || /^#{1,6} /.test(raw) || /^\s*<\/?(?:details|summary)/.test(raw)) close()
    else if (/^\s*(?:[-*+]|\d+\.) /.test(text)) {
      close()
      open = { line, lines: [text.replace(/^\s*(?:[-*+]|\d+\.) /, '')] }
    } else if (open) open.lines.push(text.trim())
    else open = { line, lines: [text.trim()] }
  }
  close()
  return found
}

/** Without emphasis, links' targets, comments and code. */
function plain(markdown: string): string {
  return markdown
    .replace(/<!--.*?-->/g, '')
    .replace(/(`+)(?:(?!\1).)+\1/g, CODE)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)/g, '')
    .replace(/^\s*>\s?/, '')
}

/** The comments of exports and members: their text and what is said of parameters, results and errors. */
export function proseOfComments(source: string): Prose[] {
  return [...source.matchAll(/\/\*\*([\s\S]*?)\*\//g)].flatMap(({ 1: comment = '', index = 0 }) => {
    const line = source.slice(0, index).split('\n').length
    const text = comment
      .replace(/^\s*\* ?/gm, '')
      .replace(/\{@link (\S+?)\}/g, CODE)
      .replace(/(`+)(?:(?!\1).)+\1/g, CODE)
      .replace(/^@(?:param|typeParam) \S+ |^@(?:returns|throws) |^@module/gm, '\n\n')
    return [{ line, text }]
  })
}

/** Strings of three words or more, which may reach people. What is put in stands as code. */
export function proseOfStrings(file: string, source: string): Prose[] {
  const tree = ts.createSourceFile(basename(file), source, ts.ScriptTarget.Latest, true)
  const found: Prose[] = []
  const visit = (node: ts.Node): void => {
    const text = textOf(node)
    if (text !== undefined && /\p{L}+\W+\p{L}+\W+\p{L}+/u.test(text)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
      found.push({ line: line + 1, text: text.replace(/(`+)(?:(?!\1).)+\1/g, CODE) })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.head.text + node.templateSpans.map(({ literal }) => CODE + literal.text).join('')
}
