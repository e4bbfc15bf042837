import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, type TestContext } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { type Client, folderOf } from '#shared/core/manifest.ts'
import { starterOf } from '#shared/core/starters.ts'

/** The lesson that is run here: it has a file for each client, one of them a bug hunt. */
export const lesson = await loadLesson('01-basic-pubsub')

/** A copy of this workbook, in a temporary folder that goes with the test file. */
export interface Copy {
  readonly root: string
  /** Where the learner's code for a client is. */
  path(client: Client): string
  /** Replaces the learner's code for a client. */
  write(client: Client, text: string): void
  /** The learner's progress as it is stored; undefined when nothing is. */
  progress(): string | undefined
}

const roots: string[] = []
const ends: (() => Promise<unknown>)[] = []
afterAll(async () => {
  await Promise.all(ends.map((end) => end()))
  // What npm has started ends a moment after npm, and writes until then.
  for (const root of roots) rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** Has something ended before the copies are removed. */
export function beforeRemoval(end: () => Promise<unknown>): void {
  ends.push(end)
}

/**
 * What a clone of this workbook would hold if all were committed now: with the starters, and the packages by a link.
 *
 * @param folder The name of its folder. Default: any.
 */
export function freshCopy(folder = ''): Copy {
  const root = join(emptyFolder(), folder)
  for (const path of filesOfAClone()) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    cpSync(join(ROOT, path), join(root, path), { recursive: true })
  }
  const copy = copyIn(root)
  // Whoever runs these tests may have begun with the lesson.
  for (const { client } of lesson.files) copy.write(client!, starterOf(lesson, `${client}.ts`))
  return copy
}

/** A clone of what is committed. */
export function clone(context: TestContext): Copy {
  if (!existsSync(join(ROOT, '.git')))
    context.skip('this workbook is no git repository, so there is nothing to clone')
  const root = emptyFolder()
  execFileSync('git', ['clone', '--quiet', '--depth=1', pathToFileURL(ROOT).href, root])
  return copyIn(root)
}

function emptyFolder(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'workbook-run-')))
  roots.push(root)
  return root
}

/** With the packages by a link: installing them is not what is tested here. */
function copyIn(root: string): Copy {
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction')
  const copy: Copy = {
    root,
    path: (client) => join(root, 'lessons', folderOf(lesson), `${client}.ts`),
    write: (client, text) => writeFileSync(copy.path(client), text),
    progress() {
      const file = join(root, '.workbook', 'progress.json')
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    },
  }
  return copy
}

/** A copy in which a client's solution is pasted in, with one change. */
export function copyWith(client: Client, change: (solution: string) => string = (text) => text): Copy {
  const copy = freshCopy()
  copy.write(client, change(solved(client)))
  return copy
}

/** The learner's file for a client with all tasks done. */
export function solved(client: Client): string {
  return starterOf(lesson, `${client}.ts`, { done: new Set(lesson.tasks.map(({ id }) => id)) })
}

/** Puts code in place of other code, which must be there. */
export function replace(text: string, old: string, by: string): string {
  if (!text.includes(old)) throw new Error(`The solution no longer has: ${old}`)
  return text.replace(old, () => by)
}

/** What a run needs, where git cannot say what belongs to the workbook. */
const NEEDED = ['lessons', 'solutions', 'shared', 'package.json', 'tsconfig.json', 'vitest.config.ts']

function filesOfAClone(): string[] {
  if (!existsSync(join(ROOT, '.git'))) return NEEDED
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)))
}
