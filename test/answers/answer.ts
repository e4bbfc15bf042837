import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../shared/workbook/folders.mjs'
import { CLIENTS, type Client, folderOf, type Lesson } from '../../shared/workbook/manifest.ts'

/** A mistake in an answer: `message` is one sentence that begins with the file. */
export class BadAnswer extends Error {
  override name = 'BadAnswer'
}

/** An answer to a lesson, wrong or right, as its file says. */
export interface Answer {
  /** For example `test/answers/01-basic-pubsub/wrong/count-made-up.ts`. */
  readonly path: string
  readonly kind: Kind
  /** What it is called: the misconception, or how it differs. */
  readonly name: string
  /** The file of the solution that it changes or stands for, for example `ioredis.ts`. */
  readonly file: string
  /** The clients that it is tried with: the file's own, or both where the file is neutral. */
  readonly clients: readonly Client[]
  /** The checks that have to reject it; none for a right one. */
  readonly rejectedBy: readonly string[]
  /** The text of the whole file, or by label the lines that replace a region of the solution. */
  readonly code: string | ReadonlyMap<string, readonly string[]>
}

export const KINDS = ['wrong', 'right'] as const
export type Kind = (typeof KINDS)[number]

const HEADER =
  /^\/\/ (?<subject>[\w.-]+)(?: with (?<client>node-redis|ioredis))?(?<whole>, whole file)?(?:, rejected by (?<checks>.+))?$/
const CHECK_ID = /^\d\d\.\d+-\w[\w-]*$/
const OPENING = /^\s*\/\/ #region (\S+)\s*$/
const CLOSING = /^\s*\/\/ #endregion\s*$/

/** All answers to a lesson. */
export function answersOf(lesson: Lesson, kind: Kind, root = ROOT): Answer[] {
  const folder = `test/answers/${folderOf(lesson)}/${kind}`
  if (!existsSync(join(root, folder))) return []
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts'))
  return names.sort().map((name) => {
    const path = `${folder}/${name}`
    return readAnswer(lesson, kind, path, readFileSync(join(root, path), 'utf8'))
  })
}

/**
 * Reads one answer.
 *
 * Its first line says what it is an answer for, for example `// ioredis, rejected by 01.2-again`,
 * `// node-redis, whole file` or `// consumer.ts with node-redis, rejected by 06.4-rst`. Then come the replaced regions of the solution, or the whole file.
 *
 * @throws {@link BadAnswer} for a header or regions that cannot be understood.
 */
export function readAnswer(lesson: Lesson, kind: Kind, path: string, source: string): Answer {
  const [header = '', ...lines] = source.split('\n')
  const { subject, client, whole, checks } = HEADER.exec(header)?.groups ?? {}
  if (!subject) {
    throw new BadAnswer(`${path}:1: the first line should be like: // node-redis, rejected by 01.1-count`)
  }
  const rejectedBy = checks?.split(/, | and /) ?? []
  const noId = rejectedBy.find((id) => !CHECK_ID.test(id))
  if (noId !== undefined) throw new BadAnswer(`${path}:1: "${noId}" is no id of a check.`)
  if (kind === 'wrong' && rejectedBy.length === 0) {
    throw new BadAnswer(`${path}:1: a wrong answer names the check that rejects it.`)
  }
  if (kind === 'right' && rejectedBy.length > 0) {
    throw new BadAnswer(`${path}:1: a right answer is rejected by no check.`)
  }
  return {
    path,
    kind,
    name: path.replace(/^.*\/|\.ts$/g, ''),
    ...target(lesson, path, subject, client as Client | undefined),
    rejectedBy,
    code: whole ? wholeFile(path, lines) : regionsOf(path, lines),
  }
}

/**
 * The file that is meant by a client's name or a file's.
 *
 * @param client The only client that a neutral file is tried with. Default: both.
 */
function target(
  lesson: Lesson,
  path: string,
  subject: string,
  client: Client | undefined,
): Pick<Answer, 'file' | 'clients'> {
  const file = lesson.files.find(({ name }) => name === subject || name === `${subject}.ts`)
  if (!file) {
    const names = lesson.files.map(({ name }) => name).join(', ')
    throw new BadAnswer(`${path}:1: lesson ${lesson.id} has no file for "${subject}"; it has ${names}.`)
  }
  const only = file.client ?? client
  return { file: file.name, clients: only ? [only] : CLIENTS }
}

function wholeFile(path: string, lines: readonly string[]): string {
  const marker = lines.findIndex((line) => OPENING.test(line))
  if (marker >= 0) throw new BadAnswer(`${path}:${marker + 2}: a whole file has no regions.`)
  return lines.join('\n')
}

function regionsOf(path: string, lines: readonly string[]): Map<string, readonly string[]> {
  const regions = new Map<string, string[]>()
  let open: string[] | undefined
  lines.forEach((line, index) => {
    const problem = (sentence: string) => new BadAnswer(`${path}:${index + 2}: ${sentence}`)
    const label = OPENING.exec(line)?.[1]
    if (label) {
      if (open) throw problem('a region begins inside another one.')
      if (regions.has(label)) throw problem(`region ${label} is there already.`)
      open = []
      regions.set(label, open)
    } else if (CLOSING.test(line)) {
      if (!open) throw problem('#endregion without a #region before it.')
      open = undefined
    } else if (open) open.push(line)
    else if (!/^\s*(\/\/.*)?$/.test(line)) throw problem('code stands outside a region.')
  })
  if (open) throw new BadAnswer(`${path}: the last region is never closed.`)
  if (regions.size === 0)
    throw new BadAnswer(`${path}: there is no region, and it is not called a whole file.`)
  return regions
}
