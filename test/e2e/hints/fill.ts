import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HintCode, LessonHints } from '#shared/core/hints.ts'
import { ROOT, solutionFiles } from '#shared/core/lesson-paths.mjs'
import { type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { GIVEN, parseRegions, type Region } from '#shared/core/regions.ts'
import { writeBuilt } from '../../mutants/build.ts'

/** The code of a learner who has followed hints to the letter. */
export interface Filled {
  /** A folder with all files of the lesson, or their texts where none was written. */
  readonly texts: ReadonlyMap<string, string>
  /** One sentence for each block that has no place, and for each place that has no block. */
  readonly problems: readonly string[]
}

const TODO = "import { todo } from '../../shared/lesson/todo.ts'\n"

/** Fills the blank starters of a lesson with the code of the last hint of every core task. */
export function filled(lesson: Lesson, client: Client, hints: LessonHints): Filled {
  const files = lesson.files.filter((file) => !file.client || file.client === client)
  const own = new Set(files.map(({ name }) => name))
  const folder = join(ROOT, 'solutions', folderOf(lesson))
  const sources = new Map(
    solutionFiles(folderOf(lesson)).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
  return fill(lesson, own, sources, hints)
}

/** As {@link filled}, with the sources of the solution. */
export function fill(
  lesson: Pick<Lesson, 'tasks'>,
  own: ReadonlySet<string>,
  sources: ReadonlyMap<string, string>,
  hints: Pick<LessonHints, 'tasks'>,
): Filled {
  const core = new Set(lesson.tasks.filter(({ optional }) => !optional).map(({ id }) => id))
  const unused = new Map<HintCode, string>()
  for (const [task, { code }] of hints.tasks) for (const block of code) unused.set(block, task)
  const problems: string[] = []

  const texts = new Map<string, string>()
  for (const [name, source] of sources) {
    if (!own.has(name)) {
      texts.set(name, source)
      continue
    }
    const lines = parseRegions(source, name).flatMap((part) => {
      if (typeof part === 'string') return [part]
      if (part.task === GIVEN) return part.code
      const blocks = [...unused]
        .filter(([block, task]) => isFor(block, task, part, name))
        .map(([block]) => block)
      for (const block of blocks) unused.delete(block)
      const [block, another] = blocks
      if (another) problems.push(`the hints for ${part.task} have two blocks for ${part.label}`)
      const stub = stubOf(part)
      if (block) {
        if (stub.length === 0) problems.push(`the starter has no place for the block ${part.label}`)
        return block.code.split('\n').map((line) => (line === '' ? '' : part.indent + line))
      }
      if (core.has(part.task) && stub.length > 0)
        problems.push(`hint 3 of ${part.task} has no block for ${name}, ${part.label}`)
      return stub
    })
    const text = lines.join('\n')
    texts.set(name, /\btodo\(/.test(text) && !text.includes('lesson/todo.ts') ? TODO + text : text)
  }
  for (const [block, task] of unused) {
    // A file of the other client has its own hints, or shares these.
    problems.push(
      `hint 3 of ${task} fills ${block.file ? `${block.file}: ` : ''}${block.name}, which no file has`,
    )
  }
  return { texts, problems }
}

/** Writes what was filled into a folder, to be loaded from there. */
export function buildFilled(lesson: Lesson, client: Client, { texts }: Filled): string {
  return writeBuilt(`${folderOf(lesson)}--hints-${client}`, texts)
}

function isFor(block: HintCode, task: string, region: Region, file: string): boolean {
  return region.label === `${task}-${block.name}` && (block.file ?? file) === file
}

/** What a blank starter has in place of a region. */
function stubOf({ blank, task, indent }: Region): readonly string[] {
  if (!blank) return [`${indent}return todo('${task}')`]
  return blank.length === 1 && blank[0] === '' ? [] : blank
}
