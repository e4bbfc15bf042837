import { BadWorkbook } from './terminal.mjs'

/** A mistake in a solution's markers: `message` is one sentence that begins with the file and the line. */
export class BadRegion extends BadWorkbook {
  override name = 'BadRegion'
}

/** Stands for a task's id where a region is in every starter as it is in the solution. Answers can replace it. */
export const GIVEN = 'given'

/** The part of a solution that is one task's, or {@link GIVEN}. */
export interface Region {
  /** The task's id, for example `01.2`, or {@link GIVEN}. */
  readonly task: string
  /** For example `01.2-subscribe` or `given-listen`. */
  readonly label: string
  /** What stands before the opening marker. */
  readonly indent: string
  /** The solution's own lines. */
  readonly code: readonly string[]
  /** The lines marked `//-` or `//!`, for a starter to be filled in; undefined when there are none. */
  readonly blank?: readonly string[]
  /** The lines marked `//?` or `//!`, for a starter to be repaired; undefined when there are none. */
  readonly hunt?: readonly string[]
}

/** A solution taken apart: plain lines and regions, in their order. */
export type Part = string | Region

const OPENING = /^(\s*)\/\/ ?#region(?:\s+(.*?))?\s*$/
const CLOSING = /^\s*\/\/ ?#endregion\b/
const LABEL = /^(\d\d\.\d+|given)-\w[\w-]*$/
const ALTERNATIVE = /^(\s*)\/\/([-?!])(?: (.*))?$/
/** For which starters a marked line is. */
const KINDS = { '-': ['blank'], '?': ['hunt'], '!': ['blank', 'hunt'] } as const

/**
 * Takes a solution apart.
 *
 * @param source The text of the file.
 * @param file Its name, for messages.
 * @throws {@link BadRegion} for a region that is unclosed, nested, closed twice, or badly or doubly labelled.
 */
export function parseRegions(source: string, file: string): Part[] {
  const found: Part[] = []
  const labels = new Map<string, number>()
  let open: (Region & { line: number; code: string[]; blank?: string[]; hunt?: string[] }) | undefined

  source.split('\n').forEach((text, index) => {
    const line = index + 1
    const problem = (sentence: string) => new BadRegion(`${file}:${line}: ${sentence}`)
    const opening = OPENING.exec(text)
    if (opening) {
      const [, indent = '', label = ''] = opening
      if (open) throw problem(`region "${label}" begins inside "${open.label}"; regions cannot be nested.`)
      const task = LABEL.exec(label)?.[1]
      if (!task)
        throw problem(`"${label}" isn't a region's label; write a task and a word, like 01.2-publish.`)
      const before = labels.get(label)
      if (before) throw problem(`region "${label}" is there already, at line ${before}.`)
      labels.set(label, line)
      open = { task, label, indent, line, code: [] }
      return
    }
    if (CLOSING.test(text)) {
      if (!open) throw problem('#endregion without a #region before it.')
      const { line: _, ...region } = open
      found.push(region)
      open = undefined
      return
    }
    const alternative = ALTERNATIVE.exec(text)
    if (alternative) {
      const [, indent = '', marker, rest = ''] = alternative
      if (!open) throw problem(`a line marked //${marker} belongs inside a region.`)
      for (const kind of KINDS[marker as keyof typeof KINDS]) {
        open[kind] ??= []
        open[kind].push(rest === '' ? '' : indent + rest)
      }
      return
    }
    if (open) open.code.push(text)
    else found.push(text)
  })

  if (open) throw new BadRegion(`${file}:${open.line}: region "${open.label}" is never closed.`)
  return found
}

/** The tasks that a solution's regions belong to, in the order of the file. */
export function tasksIn(source: string, file: string): string[] {
  const regions = parseRegions(source, file).filter((part) => typeof part !== 'string')
  return [...new Set(regions.map((region) => region.task))].filter((task) => task !== GIVEN)
}
