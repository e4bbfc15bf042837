import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { lessonFolders, solutionFiles } from '#shared/core/lesson-paths.mjs'

/** What a lesson brings to the site. All paths are relative to the workbook and use `/`. */
export interface LessonOutline {
  /** The folder's name, for example `01-basic-pubsub`. */
  readonly folder: string
  /** Two digits, for example `01`. */
  readonly id: string
  readonly lesson: string
  /** A page with the starters. It is generated, so there is no such file. */
  readonly yourTurn: string
  readonly contract: string
  readonly solution: string
  /** The solution's code, a page for each file. */
  readonly code: readonly string[]
}

/** What the site is made of, in the order of its navigation. */
export interface Outline {
  readonly home: string
  readonly primer: string
  /** For learners, to look things up. */
  readonly guides: readonly string[]
  readonly lessons: readonly LessonOutline[]
  /** For those who work on the workbook itself. */
  readonly contributing: readonly string[]
  /** Modules whose exports a lesson is written with. */
  readonly api: readonly string[]
}

const HOME = 'README.md'
const PRIMER = 'docs/primer.md'
const CONTRIBUTING = 'docs/contributing.md'
const API = [
  'shared/lesson/connect-options.ts',
  'shared/lesson/todo.ts',
  'shared/core/manifest.ts',
  'shared/testbed/scenario-context.ts',
  'shared/checks/check.ts',
  'shared/checks/outcome.ts',
  'shared/checks/check-context.ts',
  'shared/checks/assertions.ts',
  'shared/checks/recorder.ts',
  'shared/checks/timeline.ts',
  'shared/redis/proxy-pool.ts',
  'shared/redis/server.ts',
  'shared/redis/start.ts',
  'shared/redis/proxy.ts',
  'shared/redis/wire.ts',
]

/**
 * Finds what the site is made of. Lessons and guides are found by their place, so a new one needs no change here.
 *
 * @param root The workbook's folder.
 */
export function outlineOf(root: string): Outline {
  const guides = guidesIn(root).filter((path) => path !== CONTRIBUTING && path !== PRIMER)
  return {
    home: HOME,
    primer: PRIMER,
    guides,
    lessons: lessonFolders(root).map((folder) => lessonOutline(folder, root)),
    contributing: [CONTRIBUTING],
    api: API,
  }
}

/** All pages that are written in Markdown, in the order of the navigation. */
export function documentsOf(outline: Outline): string[] {
  const lessons = outline.lessons.flatMap((lesson) => [lesson.lesson, lesson.solution])
  return [outline.primer, ...lessons, ...outline.guides, ...outline.contributing]
}

/** All modules whose exports are documented, in the order of the navigation. */
export function modulesOf(outline: Outline): string[] {
  return [...outline.lessons.map((lesson) => lesson.contract), ...outline.api]
}

/**
 * What the outline names and the workbook does not have.
 *
 * @returns One sentence for each, empty when all is there.
 */
export function missingFrom(root: string, outline: Outline): string[] {
  return [outline.home, ...documentsOf(outline), ...modulesOf(outline)]
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${path} is missing: the site has a page for it.`)
}

function lessonOutline(folder: string, root: string): LessonOutline {
  return {
    folder,
    id: folder.slice(0, 2),
    lesson: `lessons/${folder}/README.md`,
    yourTurn: `lessons/${folder}/your-turn.md`,
    contract: `lessons/${folder}/contract.ts`,
    solution: `solutions/${folder}/README.md`,
    code: solutionFiles(folder, root).map((file) => `solutions/${folder}/${file}`),
  }
}

function guidesIn(root: string): string[] {
  if (!existsSync(join(root, 'docs'))) return []
  return readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort()
}
