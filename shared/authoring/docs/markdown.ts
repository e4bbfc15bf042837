import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { drawDiagram } from './diagrams.ts'
import { codeBlock, readableCode } from './solution-code.ts'

/** A page's text, ready for TypeDoc. */
export interface PreparedPage {
  /** From the first heading, without Markdown. */
  readonly title: string
  readonly text: string
  /** One sentence for each thing that is wrong with it, with file and line. */
  readonly problems: readonly string[]
}

/**
 * Makes a page of the site from a Markdown file that is written for GitHub and the editor: links to files without a
 * page become plain text.
 *
 * @param root The workbook's folder.
 * @param path The file, relative to it.
 * @param pages All files that have a page, relative to it.
 */
export function preparePage(root: string, path: string, pages: ReadonlySet<string>): PreparedPage {
  const source = readSource(root, path)
  const problems: string[] = []
  const lines: string[] = []
  let title: string | undefined
  let fence: Fence | undefined

  for (const [index, line] of source.split('\n').entries()) {
    const problem = (text: string) => problems.push(`${path}:${index + 1}: ${text.replace(/\.+$/, '')}.`)

    if (fence) {
      lines.push(line)
      if (!fence.closedBy(line)) fence.lines.push(line)
      else {
        if (fence.language === 'mermaid') checkDiagram(fence.lines.join('\n'), problem)
        fence = undefined
      }
      continue
    }
    fence = Fence.openedBy(line)
    if (fence) {
      lines.push(line)
      continue
    }
    title ??= /^# +(.+?)\s*$/.exec(line)?.[1]
    lines.push(rewriteLinks(root, path, line, pages, problem))
  }
  if (fence) problems.push(`${path}: its last code block is not closed.`)
  if (!title) problems.push(`${path}: it has no title; begin it with a line "# …".`)
  return { title: plainText(title ?? path), text: lines.join('\n'), problems }
}

/** A page that shows one file of a solution. */
export function codePage(root: string, path: string): PreparedPage {
  const title = posix.basename(path)
  const code = readableCode(readSource(root, path), path)
  return { title, text: `# ${title}\n\n${codeBlock(path, code)}\n`, problems: [] }
}

type Tell = (problem: string) => void

function checkDiagram(block: string, problem: Tell): void {
  try {
    drawDiagram(block, 'check')
  } catch (error) {
    problem(`the diagram cannot be drawn: ${(error as Error).message.split('\n')[0]}`)
  }
}

/** A code span, which is left alone, or `[text](target)`, an image's `!` included. */
const SPAN_OR_LINK = /(`+)(?:(?!\1).)+\1|(!?)\[((?:`[^`]*`|[^[\]`])*)\]\(<?([^)\s>]+)>?\)/g

function rewriteLinks(
  root: string,
  from: string,
  line: string,
  pages: ReadonlySet<string>,
  problem: Tell,
): string {
  return line.replaceAll(SPAN_OR_LINK, (whole, _ticks, image: string, text: string, target?: string) => {
    if (target === undefined || /^(#|[a-z][a-z+.-]*:)/i.test(target)) return whole
    const [file = '', anchor] = target.split('#')
    const path = resolveFrom(from, file)
    if (target.startsWith('/') || path.startsWith('..')) {
      problem(`the link to ${target} leads out of the workbook; use a path relative to this file`)
      return whole
    }
    if (!existsSync(join(root, path))) {
      problem(`the link to ${target} leads to ${path}, which does not exist`)
      return whole
    }
    if (image) return whole
    const page = pageOf(root, path, pages)
    if (page === undefined) return text
    const hash = anchor !== undefined && page.endsWith('.md') ? `#${anchor}` : ''
    return `[${text}](${relativeTo(from, page)}${hash})`
  })
}

/** The file whose page a link to a file or a folder leads to. */
function pageOf(root: string, path: string, pages: ReadonlySet<string>): string | undefined {
  const readme = statSync(join(root, path)).isDirectory() ? posix.join(path, 'README.md') : path
  return pages.has(readme) ? readme : undefined
}

function readSource(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')
}

function resolveFrom(from: string, target: string): string {
  return posix.join(posix.dirname(from), decodeURI(target)).replace(/\/$/, '')
}

function relativeTo(from: string, target: string): string {
  const relative = posix.relative(posix.dirname(from), target)
  return relative.startsWith('.') ? relative : `./${relative}`
}

function plainText(markdown: string): string {
  return markdown.replaceAll(/[`*]/g, '')
}

/** A fenced code block that is being read. */
class Fence {
  readonly language: string
  readonly lines: string[] = []
  readonly #mark: string

  constructor(mark: string, language: string) {
    this.#mark = mark
    this.language = language
  }

  static openedBy(line: string): Fence | undefined {
    const [, mark, language] = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(line) ?? []
    return mark === undefined ? undefined : new Fence(mark, language ?? '')
  }

  closedBy(line: string): boolean {
    const text = line.trim()
    return text.startsWith(this.#mark) && text.replaceAll(this.#mark.charAt(0), '') === ''
  }
}
