import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check } from '#shared/checks/check.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLessons } from '#shared/core/lessons.ts'
import type { Lesson } from '#shared/core/manifest.ts'
import { pageOf } from '#shared/runner/snippets/snippets.ts'

/** What exists, and so may be named. */
export interface RepoIndex {
  readonly root: string
  readonly scripts: Readonly<Record<string, string>>
  readonly folders: readonly string[]
  readonly lessons: readonly Lesson[]
  readonly tasks: readonly string[]
  readonly checks: readonly string[]
  /** Labels of regions in the solutions, for example `01.2-listen`. */
  readonly regions: readonly string[]
  /** Ids of the tutorial's claims, for example `S12`. */
  readonly claims: readonly string[]
  /** Names of all files, without their folders, and titles of snippets. */
  readonly fileNames: ReadonlySet<string>
}

/** Looks at the workbook. */
export async function readRepoIndex(root = ROOT): Promise<RepoIndex> {
  const folders = lessonFolders(root)
  const lessons = await loadLessons(root)
  const checks = await Promise.all(
    folders.map(async (folder) => {
      const path = join(root, 'lessons', folder, 'workbook', 'checks.ts')
      // `npm run check` tells what is missing in a lesson.
      if (!existsSync(path)) return []
      const module = (await import(pathToFileURL(path).href)) as { checks: readonly Check[] }
      return module.checks.map(({ id }) => id)
    }),
  )
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  return {
    root,
    scripts,
    folders,
    lessons,
    tasks: lessons.flatMap((lesson) => lesson.tasks.map(({ id }) => id)),
    checks: checks.flat(),
    regions: folders.flatMap((folder) => regionsIn(join(root, 'solutions', folder))),
    claims: claimsIn(join(root, 'test', 'claims', 'findings')),
    fileNames: new Set([...fileNamesIn(root), ...snippetTitles(folders, root)]),
  }
}

function regionsIn(folder: string): string[] {
  return sourcesIn(folder).flatMap(({ text }) =>
    [...text.matchAll(/\/\/ #region (\S+)/g)].flatMap(([, label]) => label ?? []),
  )
}

function claimsIn(folder: string): string[] {
  return sourcesIn(folder).flatMap(({ text }) =>
    [...text.matchAll(/id: '(S\d+[a-z]?)'/g)].flatMap(([, id]) => id ?? []),
  )
}

function sourcesIn(folder: string): { name: string; text: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

function snippetTitles(folders: readonly string[], root: string): string[] {
  return folders.flatMap((folder) =>
    pageOf(`lessons/${folder}/README.md`, root).snippets.map(({ title }) => title),
  )
}

function fileNamesIn(root: string): string[] {
  const left = ['node_modules', '.git', '.workbook', 'site']
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    if (left.includes(entry.name)) return []
    return entry.isDirectory() ? fileNamesIn(join(root, entry.name)) : [entry.name]
  })
}
