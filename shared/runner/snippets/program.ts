import { dirname, join, posix, relative, sep } from 'node:path'
import { readIfThere, writeAtomically } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Snippet } from './snippets.ts'

/** A snippet as a program of its own. */
export interface Program {
  /** Relative to the workbook, with `/`: TypeScript that can be opened and checked. */
  readonly file: string
  /** Its text. */
  readonly text: string
  /** How many lines of it come before those of the page. */
  readonly before: number
}

/** A relative import or export. */
const RELATIVE = /(\bfrom\s+|\bimport\s*\(?\s*)(['"])(\.\.?\/[^'"]+)\2/g

/**
 * Makes a program of a snippet: with its imports it is one already; else the prelude of its client comes before it.
 *
 * @param page The page's path, relative to the workbook and with `/`.
 * @param root The workbook's folder. Default: this one.
 */
export function programOf(page: string, snippet: Snippet, root = ROOT): Program {
  const folder = folderFor(page)
  const file = `${folder}/${snippet.title}`
  const isWhole = /^import\s/m.test(snippet.code)
  if (isWhole) return { file, text: `${moved(snippet.code, posix.dirname(page), folder)}\n`, before: 0 }
  const prelude = preludeFor(page, snippet, root)
  const head = prelude ? `${moved(prelude.text.trimEnd(), posix.dirname(prelude.path), folder)}\n\n` : ''
  // A module, whatever it holds.
  const text = `${head}${snippet.code}\nexport {}\n`
  return { file, text, before: head.split('\n').length - 1 }
}

/** Writes a program into the workbook's folder. */
export function writeProgram({ file, text }: Program, root = ROOT): void {
  const path = join(root, file)
  // Another run may be reading it.
  if (readIfThere(path) !== text) writeAtomically(path, text)
}

/** Where the programs of a page lie: `.workbook/built/snippets/01-basic-pubsub`, `.workbook/built/snippets/primer`. */
export function folderFor(page: string): string {
  const name = page.endsWith('/README.md') ? posix.basename(posix.dirname(page)) : posix.basename(page, '.md')
  return `.workbook/built/snippets/${name}`
}

function preludeFor(page: string, { client }: Snippet, root: string) {
  const name = client ? `prelude.${client}.ts` : 'prelude.ts'
  const own = `${posix.dirname(page)}/workbook/snippets/${name}`
  const shared = relative(ROOT, join(dirname(import.meta.filename), name))
    .split(sep)
    .join('/')
  for (const [path, base] of [
    [own, root],
    [shared, ROOT],
  ] as const) {
    const text = readIfThere(join(base, path))
    if (text !== undefined) return { path, text }
  }
  return undefined
}

/** Relative imports, as they are written in another folder. */
function moved(code: string, from: string, to: string): string {
  return code.replaceAll(RELATIVE, (_whole, before: string, quote: string, path: string) => {
    const target = posix.relative(to, posix.join(from, path))
    return `${before}${quote}${target.startsWith('.') ? target : `./${target}`}${quote}`
  })
}
