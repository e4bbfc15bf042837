import { join } from 'node:path'
import { readIfThere } from './files.ts'
import { ROOT } from './lesson-paths.mjs'
import type { Client, Lesson, LessonFile } from './manifest.ts'
import { folderOf } from './manifest.ts'
import type { Region } from './regions.ts'
import { BadRegion, GIVEN, parseRegions } from './regions.ts'
import {
  fittedImport,
  sortImports,
  splitImports,
  tidyBlankLines,
  withoutLeadingComments,
} from './source-text.ts'

/** `blank`: tasks are to be filled in. `hunt`: all is there, with habits of the other client to be repaired. */
export type StarterKind = 'blank' | 'hunt'

/** What a starter is made by. */
export interface StarterOptions {
  readonly lesson: Pick<Lesson, 'id' | 'slug' | 'title' | 'tasks'>
  /** The solution's name, for messages. Default: `solution`. */
  readonly file?: string
  /** Default: `blank`. */
  readonly kind?: StarterKind
  /** Tasks whose code is there already. Default: none. */
  readonly done?: ReadonlySet<string>
  /** Lines in place of those that stand for a task that is not done. Default: these. */
  readonly instead?: (task: string, lines: readonly string[]) => readonly string[]
}

const TODO_MODULE = '../../shared/lesson/todo.ts'

/** The first line of a file that is the learner's. */
export function firstLine(lesson: Pick<Lesson, 'id'>): string {
  return `// Yours. Fill in the TODOs, then check: npm test lessons/${lesson.id}`
}

/** A part of a starter: a plain line, or the lines that stand for one region of a task that is not done. */
type Piece = string | { readonly task: string; readonly lines: readonly string[] }

/**
 * Makes a starter from a solution.
 *
 * @param source The solution's text, with its regions.
 * @returns The text of the starter; for the same input always the same.
 * @throws `BadRegion` for a mistake in the solution's markers.
 */
export function starter(source: string, options: StarterOptions): string {
  const { lesson } = options
  const { instead = (_task, stub) => stub } = options
  const lines = pieces(source, options).flatMap((piece) =>
    typeof piece === 'string' ? piece : instead(piece.task, piece.lines),
  )
  const { imports, rest } = splitImports(withoutLeadingComments(lines))
  const own = imports.map((text) => fittedImport(text.replace(`../../lessons/${folderOf(lesson)}/`, './')))
  const callsTodo = rest.some((line) => /\btodo\(/.test(line))
  if (callsTodo && !own.some((text) => text.includes(TODO_MODULE))) {
    own.push(`import { todo } from '${TODO_MODULE}'`)
  }
  const body = tidyBlankLines([...sortImports(own), '', ...rest])
  return `${[firstLine(lesson), '', ...body].join('\n')}\n`
}

/** The text of a starter in a place where the code of a task goes. */
export interface Placeholder {
  /** Its lines, as they are written. */
  readonly text: string
  /** The line of code before it, if it's in every version of the file and not an import. */
  readonly before: string | undefined
  /** The line of code after it, likewise. */
  readonly after: string | undefined
}

/**
 * The places of each task in a starter.
 *
 * @throws As {@link starter}.
 */
export function placeholders(source: string, options: StarterOptions): Map<string, Placeholder[]> {
  const found = new Map<string, Placeholder[]>()
  const all = pieces(source, options)
  for (const [index, piece] of all.entries()) {
    if (typeof piece === 'string' || piece.lines.length === 0) continue
    const stub = {
      text: piece.lines.join('\n'),
      before: neighbour(all.slice(0, index).reverse()),
      after: neighbour(all.slice(index + 1)),
    }
    found.set(piece.task, [...(found.get(piece.task) ?? []), stub])
  }
  return found
}

/** The nearest line of code; none if another place of a task or the imports come first. */
function neighbour(nearest: readonly Piece[]): string | undefined {
  const first = nearest.find((piece) => typeof piece !== 'string' || isCode(piece))
  return typeof first === 'string' && !/^import\b|\bfrom ['"]/.test(first) ? first : undefined
}

/** Whether a line is more than a comment. */
export function isCode(line: string): boolean {
  return !/^\s*($|\/\/|\/?\*)/.test(line)
}

function pieces(source: string, options: StarterOptions): Piece[] {
  const { lesson, file = 'solution', kind = 'blank', done = new Set() } = options
  const titles = new Map(lesson.tasks.map((task) => [task.id, task.title.replace(/\.$/, '')]))
  const announced = new Set<string>()

  /** The TODO line: in full where a task comes first in the file, else as its continuation. */
  function announce(region: Region, full: string, continued: string): string {
    const text = announced.has(region.task) ? continued : full
    announced.add(region.task)
    return `${region.indent}// TODO ${region.task}${text}`
  }

  function piecesOf(region: Region): Piece[] {
    if (region.task === GIVEN) return [...region.code]
    const title = titles.get(region.task)
    if (title === undefined) {
      throw new BadRegion(
        `${file}: region "${region.label}" belongs to task ${region.task}, which lesson ${lesson.id} does not have.`,
      )
    }
    const task = region.task
    if (done.has(task)) return [...region.code]
    if (kind === 'hunt') {
      if (!region.hunt) return [...region.code]
      if (isNothing(region.hunt)) return [{ task, lines: [] }]
      // Code of the learner's own belongs there, as in a blank starter.
      if (isSame(region.hunt, region.blank) || region.hunt.some((line) => /\btodo\(/.test(line))) {
        return [{ task, lines: [announce(region, `: ${title}`, ', continued'), ...region.hunt] }]
      }
      const full = `: ${title}. These lines were written for the other client: fix them.`
      const heading = announce(region, full, ', continued: fix these lines.')
      return [{ task, lines: [heading, ...region.hunt] }]
    }
    if (region.blank && isNothing(region.blank)) return [{ task, lines: [] }]
    const stub = region.blank ?? [`${region.indent}return todo('${task}')`]
    return [{ task, lines: [announce(region, `: ${title}`, ', continued'), ...stub] }]
  }

  return parseRegions(source.replaceAll('\r\n', '\n'), file).flatMap((part) =>
    typeof part === 'string' ? part : piecesOf(part),
  )
}

function isSame(a: readonly string[], b: readonly string[] = []): boolean {
  return a.join('\n') === b.join('\n')
}

/** A single empty line marked `//-` or `//?`: the region leaves no trace. */
function isNothing(lines: readonly string[]): boolean {
  return lines.length === 1 && lines[0] === ''
}

/**
 * Which kind of starter a file gets.
 *
 * @param begin The client that the learner begins with. Default: as the manifest says.
 */
export function kindOf(file: LessonFile, begin?: Client): StarterKind {
  if (begin && file.client) return file.client === begin ? 'blank' : 'hunt'
  return file.hunt ? 'hunt' : 'blank'
}

/**
 * The starter of one file of a lesson.
 *
 * @param name For example `ioredis.ts`.
 * @param options `begin`: the client to begin with. `done`: tasks whose code is there already. `instead`: lines in place of a stub. `root`: the workbook's folder.
 * @throws `BadRegion` for a mistake in the solution's markers, or a file that the manifest does not list.
 */
export function starterOf(lesson: Lesson, name: string, options: FileOptions = {}): string {
  return starter(...inputOf(lesson, name, options))
}

/** The {@link placeholders} of one file of a lesson; options and errors as for {@link starterOf}. */
export function placeholdersOf(
  lesson: Lesson,
  name: string,
  options: FileOptions = {},
): Map<string, Placeholder[]> {
  return placeholders(...inputOf(lesson, name, options))
}

/** How the starter of a file is made. */
export interface FileOptions {
  readonly begin?: Client
  readonly done?: ReadonlySet<string>
  readonly root?: string
  readonly instead?: StarterOptions['instead']
}

function inputOf(
  lesson: Lesson,
  name: string,
  options: FileOptions,
): [source: string, options: StarterOptions] {
  const { begin, done, root = ROOT, instead } = options
  const file = `solutions/${folderOf(lesson)}/${name}`
  const entry = lesson.files.find((candidate) => candidate.name === name)
  if (!entry) throw new BadRegion(`${file} is not among the files of lesson ${lesson.id} in its manifest.`)
  const source = readIfThere(join(root, file))
  if (source === undefined) throw new BadRegion(`${file} is not there, so no starter can be made from it.`)
  // Nothing to hunt for: then both clients begin with a blank file.
  const kind = /^\s*\/\/\?/m.test(source) ? kindOf(entry, begin) : 'blank'
  return [source, { lesson, file, kind, done, ...(instead && { instead }) }]
}
