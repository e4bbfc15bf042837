import { join } from 'node:path'
import { type Fence, fencesOf } from '#shared/core/fences.ts'
import { readIfThere } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Client } from '#shared/core/manifest.ts'
import type { Capability } from '#shared/redis/server.ts'

/** A titled block of a page, which can be run: a program, or what is typed in redis-cli. */
export interface Snippet {
  readonly language: 'ts' | 'redis'
  /** For example `first.node-redis.ts`; of a transcript its name. */
  readonly title: string
  /** The title up to its first dot, by which it is run. */
  readonly name: string
  /** Undefined where the title names no client. */
  readonly client?: Client
  /** What the server must be able to do. */
  readonly needs: readonly Capability[]
  /** Whether it runs on a cluster: `needs="cluster"`. It finds one node of it in `REDIS_CLUSTER_URL`. */
  readonly onCluster?: true
  readonly code: string
  /** What it prints, as the page shows it; undefined when the page shows nothing. */
  readonly output?: string
  /** The page's line that the block begins at, counted from 1. */
  readonly line: number
}

/** The snippets of a page. */
export interface Page {
  /** Relative to the workbook, with `/`. */
  readonly path: string
  readonly snippets: readonly Snippet[]
  /** Blocks of TypeScript without a title. */
  readonly untitled: readonly Fence[]
  /** One sentence for each block that cannot be understood, with its line. */
  readonly problems: readonly string[]
}

const TITLE = /^([a-z][a-z0-9-]*)(?:\.(node-redis|ioredis))?\.ts$/
const NAME = /^[a-z][a-z0-9-]*$/

/**
 * Reads a page.
 *
 * @param path Relative to the workbook, with `/`.
 * @param root The workbook's folder. Default: this one.
 */
export function pageOf(path: string, root = ROOT): Page {
  return readPage(path, readIfThere(join(root, path)) ?? '')
}

/** Reads a page's text. */
export function readPage(path: string, markdown: string): Page {
  const snippets: Snippet[] = []
  const untitled: Fence[] = []
  const problems: string[] = []
  const fences = fencesOf(markdown)
  const outputs = new Set<Fence>()

  for (const [index, fence] of fences.entries()) {
    const problem = (text: string) => problems.push(`${path}:${fence.line}: ${text}`)
    const { language, attributes, code, line } = fence
    const title = attributes.get('title')
    if (/^(typescript|tsx|mts|cts)$/.test(language)) problem(`write "ts" in place of "${language}".`)
    if (language === 'text' && !outputs.has(fence)) {
      problem('no snippet of this section comes directly before this "text" block, so nothing can prove it.')
    }
    if (language !== 'ts' && language !== 'redis') continue
    if (title === undefined) {
      if (language === 'ts') untitled.push(fence)
      else problem('a transcript needs a title.')
      continue
    }
    const [, name = title, client] = TITLE.exec(title) ?? []
    const fits = language === 'ts' ? TITLE.test(title) : NAME.test(title)
    if (!fits) {
      const form = language === 'ts' ? 'first.node-redis.ts, first.ioredis.ts or first.ts' : 'first'
      problem(`"${title}" isn't a snippet's title; it has the form ${form}.`)
    }
    // By its name, a program and a transcript would both run.
    const taken = snippets.some(
      (other) => other.title === title || (other.name === name && other.language !== language),
    )
    if (taken) problem(`there is a snippet "${title}" or "${name}" already.`)
    const needs = (attributes.get('needs') ?? '').split(',').map((word) => word.trim())
    const unknown = needs.filter((word) => word !== '' && word !== 'cluster' && !isCapability(word))
    if (unknown.length > 0) problem(`needs="${unknown}" names nothing that a server can be asked for.`)
    const next = fences[index + 1]
    const output = language === 'ts' && next?.language === 'text' && next.section === fence.section
    if (output) outputs.add(next)
    snippets.push({
      language,
      title,
      name,
      ...(client && { client: client as Client }),
      needs: needs.filter(isCapability),
      ...(needs.includes('cluster') && { onCluster: true as const }),
      code,
      ...(output && { output: next.code }),
      line,
    })
  }
  return { path, snippets, untitled, problems }
}

const CAPABILITIES: Readonly<Record<Capability, true>> = {
  acl: true,
  persistence: true,
  'output-buffer-limit': true,
  introspection: true,
  restart: true,
}

function isCapability(word: string): word is Capability {
  return Object.hasOwn(CAPABILITIES, word)
}
