import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { nearest } from '#shared/core/lesson-paths.mjs'
import { attributesOf, type Tag, tagsOf, textOf } from './html.ts'

/** What was found in a generated site. */
export interface SiteCheck {
  /** One sentence for each thing that is wrong, with the page it is on. */
  readonly problems: string[]
  readonly pages: number
}

/**
 * Reads every page of a generated site: each link must lead somewhere, and nothing may be loaded from outside.
 *
 * @param site The site's folder.
 */
export function checkSite(site: string): SiteCheck {
  const files = filesBelow(site)
  const pages = files.filter((file) => file.endsWith('.html'))
  const problems = new Set<string>()
  const anchors = new Map(files.filter(hasAnchors).map((file) => [file, anchorsOf(read(site, file))]))

  for (const page of pages) {
    const html = read(site, page)
    const tell = (problem: string) => problems.add(`${page}: ${problem}.`)
    checkAnchors(html, tell)
    checkLeftovers(html, tell)
    for (const tag of tagsOf(html)) {
      checkStyle(tag.attributes.get('style') ?? '', tell)
      if (tag.name === 'img' && !tag.attributes.has('alt')) tell('a picture has no alternative text')
      for (const url of urlsOf(tag)) checkUrl(site, page, tag, url, anchors, tell)
    }
    for (const style of html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)) checkStyle(style[1] ?? '', tell)
  }
  for (const sheet of files.filter((file) => file.endsWith('.css'))) {
    checkStyle(read(site, sheet), (problem) => problems.add(`${sheet}: ${problem}.`))
  }
  if (!pages.includes('index.html')) problems.add('index.html: the front page is missing.')
  return { problems: [...problems], pages: pages.length }
}

type Tell = (problem: string) => void

const URL_ATTRIBUTES = ['href', 'xlink:href', 'src', 'poster', 'data', 'action', 'formaction']

function urlsOf(tag: Tag): string[] {
  const urls = URL_ATTRIBUTES.flatMap((name) => tag.attributes.get(name) ?? [])
  const sets = tag.attributes.get('srcset')?.split(',') ?? []
  return [...urls, ...sets.map((source) => source.trim().split(/\s+/)[0] ?? '')]
}

function checkUrl(
  site: string,
  page: string,
  tag: Tag,
  url: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  tell: Tell,
): void {
  if (/^(https?:)?\/\//i.test(url)) {
    // A link waits for a click; all else is loaded when the page is opened.
    if (tag.name !== 'a') tell(`<${tag.name}> loads ${url} from outside`)
    return
  }
  if (/^data:/i.test(url) && tag.name !== 'a') return
  if (/^mailto:/i.test(url) && tag.name === 'a') return
  if (/^([a-z][a-z+.-]*:|\/)/i.test(url)) {
    tell(`the link to ${url} works on one machine or one server only`)
    return
  }
  const [path = '', anchor = ''] = url.split('#')
  let file = path === '' ? page : posix.join(posix.dirname(page), decodeURI(path))
  if (isFolder(join(site, file))) file = posix.join(file, 'index.html')
  if (!existsSync(join(site, file))) {
    tell(`the link to ${url} leads to no file of the site`)
  } else if (isSource(file)) {
    tell(
      `the link to ${url} leads to a source file, which a browser may download; show its code or leave out the link`,
    )
  } else if (anchor) {
    const names = [...(anchors.get(tag.name === 'use' ? ICONS : file) ?? [])]
    const name = decodeURIComponent(anchor)
    if (names.includes(name)) return
    const meant = nearest(name, names)
    const hint = meant ? `; #${meant} may be meant` : ''
    tell(`the link to ${url} leads to a heading or name that ${file} does not have${hint}`)
  }
}

/** The page's script brings the icons of this file into the page. */
const ICONS = 'assets/icons.svg'

/** What was copied to the site as it is, though it is no picture. */
function isSource(file: string): boolean {
  return file.startsWith('media/') && /\.(ts|mts|js|mjs|cjs|json|md|txt)$/.test(file)
}

function checkAnchors(html: string, tell: Tell): void {
  const seen = new Set<string>()
  for (const id of attributesOf(html, 'id')) {
    if (seen.has(id)) tell(`the name #${id} occurs twice, so a link to it leads to the first`)
    seen.add(id)
  }
}

function checkLeftovers(html: string, tell: Tell): void {
  for (const [, tag] of textOf(html).matchAll(
    /\{@(include|includeCode|link|linkcode|linkplain|inheritDoc)\b/g,
  )) {
    tell(`{@${tag} …} was not resolved`)
  }
}

function checkStyle(css: string, tell: Tell): void {
  if (/@import\b/i.test(css)) tell('a style sheet imports another one; put its rules into the page')
  for (const [, url] of css.matchAll(/url\(\s*['"]?((?:https?:)?\/\/[^'")\s]+)/gi))
    tell(`a style loads ${url} from outside`)
}

function anchorsOf(html: string): ReadonlySet<string> {
  return new Set([...attributesOf(html, 'id'), ...attributesOf(html, 'name')])
}

function hasAnchors(file: string): boolean {
  return /\.(html|svg)$/.test(file)
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

function read(site: string, file: string): string {
  return readFileSync(join(site, file), 'utf8')
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(slashes(folder), slashes(join(entry.parentPath, entry.name))))
    .sort()
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/')
}
