import { existsSync, statSync } from 'node:fs'
import { extname, join, posix } from 'node:path'
import MarkdownIt, { type Token } from 'markdown-it'
import { drawBlocks } from '#shared/authoring/docs/blocks.ts'
import { outlineOf } from '#shared/authoring/docs/outline.ts'
import { readIfThere } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { folderOf, type Lesson } from '#shared/core/manifest.ts'
import { hrefOf } from './editor.ts'
import { highlight } from './highlight.ts'
import type { LessonText } from './messages.ts'
import { show } from './shown-files.ts'

/** Turns Markdown into HTML, with links that lead to pages of this site or into the editor. */
export function toHtml(markdown: string, path: string): string {
  const parser = new MarkdownIt({ html: true, linkify: false, highlight })
  drawBlocks(parser)
  const { lessons, primer, guides } = outlineOf(ROOT)
  const pages = new Map([
    ...lessons.map(({ lesson, id }) => [lesson, `/lessons/${id}`] as const),
    ...[primer, ...guides].map((guide) => [guide, `/${guide.replace(/\.md$/, '')}`] as const),
  ])
  parser.core.ruler.push('workbook', ({ tokens }) => {
    const ids = new Map<string, number>()
    tokens.forEach((token, index) => {
      if (token.type === 'heading_open') token.attrSet('id', idOf(tokens[index + 1]?.content ?? '', ids))
      for (const child of token.children ?? []) {
        if (child.type === 'link_open') link(child, path, pages)
        if (child.type === 'image') picture(child, path)
      }
    })
  })
  let tables = 0
  return parser
    .render(markdown.replaceAll('\r\n', '\n'))
    .replaceAll(
      '<table>',
      () => `<div class="table" tabindex="0" role="region" aria-label="Table ${++tables}"><table>`,
    )
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<th></th>', '<td></td>')
}

function idOf(heading: string, ids: Map<string, number>): string {
  const id = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
  const before = ids.get(id) ?? 0
  ids.set(id, before + 1)
  return before === 0 ? id : `${id}-${before}`
}

function link(token: Token, from: string, pages: ReadonlyMap<string, string>): void {
  const target = token.attrGet('href') ?? ''
  if (target.startsWith('#')) return
  if (/^https?:/.test(target)) {
    token.attrSet('target', '_blank')
    token.attrSet('rel', 'noreferrer')
    return
  }
  const [file = '', anchor] = target.split('#')
  const named = posix.join(posix.dirname(from), decodeURI(file)).replace(/\/$/, '')
  const isFolder = statSync(join(ROOT, named), { throwIfNoEntry: false })?.isDirectory()
  const path = isFolder ? posix.join(named, 'README.md') : named
  const page = pages.get(path)
  if (page) {
    token.attrSet('href', anchor === undefined ? page : `${page}#${anchor}`)
    return
  }
  const href = existsSync(join(ROOT, path)) ? hrefOf(path) : undefined
  token.attrSet('href', href ?? `#${posix.basename(path)}`)
  token.attrSet('class', 'in-editor')
  token.attrSet('title', href ? `Opens ${path} in your editor` : path)
}

function picture(token: Token, from: string): void {
  const path = posix.join(posix.dirname(from), token.attrGet('src') ?? '')
  if (path.startsWith('..') || !['.svg', '.png', '.jpg'].includes(extname(path))) return
  show(path)
  token.attrSet('src', `/files/${path}`)
}

/** The text of a lesson's README, with a place for each experiment. */
export function lessonText(lesson: Lesson): LessonText {
  const path = `lessons/${folderOf(lesson)}/README.md`
  const source = readIfThere(join(ROOT, path)) ?? ''
  const html = toHtml(source, path)
  return {
    id: lesson.id,
    title: lesson.title,
    html: withPlaces(html),
  }
}

/** A page of the guides. */
export function guideText(name: string): { title: string; html: string } | undefined {
  const { primer, guides } = outlineOf(ROOT)
  const path = [primer, ...guides].find((guide) => guide === `docs/${name}.md`)
  const source = path && readIfThere(join(ROOT, path))
  if (!path || source === undefined) return undefined
  const title = /^# +(.+?)\s*$/m.exec(source)?.[1] ?? name
  return { title, html: toHtml(source, path) }
}

const QUESTION = /<p><strong>(\d+)\.<\/strong>[\s\S]*?<\/p>(?=\s*<details>)/g

/** Puts a place for its experiment behind each question, before its answer. */
function withPlaces(html: string): string {
  const begin = html.indexOf('<h2 id="predict"')
  if (begin < 0) return html
  const end = html.indexOf('<h2', begin + 1)
  const section = html
    .slice(begin, end < 0 ? undefined : end)
    .replaceAll(
      QUESTION,
      (question, number) => `${question}<div class="experiment" data-question="${Number(number) - 1}"></div>`,
    )
  return html.slice(0, begin) + section + (end < 0 ? '' : html.slice(end))
}
