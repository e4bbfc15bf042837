import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { findLesson, parseLessonWord } from '#shared/core/lesson-paths.mjs'
import { wrongCommands } from './commands.ts'
import { anchorsOf, piecesOf } from './markdown.ts'
import type { RepoIndex } from './repo-index.ts'

/** A path from the workbook's folder, in code. */
const PATH = /^(?:lessons|solutions|shared|test|docs|\.ci|\.github|\.vscode)\/[\w./-]*$/
/** A file's name alone, in code. */
const FILE_NAME = /^[\w-]+(?:\.[\w-]+)*\.(?:ts|mjs|md|json)$/
/** The id of a check, or the label of a region. A lesson's number begins with 0, a version does not. */
const CHECK = /\b0\d\.\d+-[a-z][\w-]*/g
const TASK = /\b0\d\.\d+\b(?!-[a-z]|\.\d)/g
const CLAIM = /\bS\d+[a-z]?\b/g

/**
 * Names in a Markdown text that nothing in the workbook has.
 *
 * @param file Where the text stands, relative to the workbook's folder and with `/`.
 */
export function wrongNames(markdown: string, file: string, repo: RepoIndex): string[] {
  return piecesOf(markdown).flatMap(({ kind, text, line }) => {
    const wrong: string[] = []
    if (kind === 'command' || kind === 'code') wrong.push(...wrongCommands(text, repo))
    if (kind === 'code') wrong.push(...wrongPath(text, file, repo))
    if (kind === 'link') wrong.push(...wrongLink(text, file, repo))
    if (kind === 'code' || kind === 'text') wrong.push(...wrongIds(text, file, repo))
    return wrong.map((problem) => `${file}:${line}: ${problem}`)
  })
}

function wrongPath(text: string, file: string, repo: RepoIndex): string[] {
  const path = text.replace(/:\d+$/, '')
  if (PATH.test(path)) {
    const exists = existsSync(join(repo.root, path)) || isLesson(path, repo)
    return exists || isMade(path) ? [] : [`there is no ${path}`]
  }
  if (!FILE_NAME.test(path)) return []
  const near = existsSync(join(repo.root, posix.dirname(file), path))
  return near || repo.fileNames.has(path) ? [] : [`there is no file called ${path}`]
}

/** `lessons/01`, as it is typed. */
function isLesson(path: string, { folders }: RepoIndex): boolean {
  return parseLessonWord(path)?.inside === '' && findLesson(path, folders) !== undefined
}

/** What only exists when a command has made it. */
function isMade(path: string): boolean {
  return path.startsWith('docs/site')
}

function wrongLink(target: string, file: string, repo: RepoIndex): string[] {
  if (/^[a-z]+:/.test(target)) return []
  const [path = '', anchor] = target.split('#')
  const linked = path === '' ? file : posix.join(posix.dirname(file), path)
  const full = join(repo.root, linked)
  if (!existsSync(full)) return [`the link to ${target} leads nowhere`]
  if (anchor === undefined || statSync(full).isDirectory()) return []
  return anchorsOf(readFileSync(full, 'utf8')).includes(anchor) ? [] : [`${linked} has no heading #${anchor}`]
}

function wrongIds(text: string, file: string, repo: RepoIndex): string[] {
  // A lesson's page tells which check shows something; only pages about code speak of regions.
  const aboutCode = file.startsWith('solutions/') || file.startsWith('docs/')
  const labels = aboutCode ? [...repo.checks, ...repo.regions] : repo.checks
  const checks = namesIn(text, CHECK).filter((id) => !labels.includes(id))
  const tasks = namesIn(text, TASK).filter((id) => isOfLesson(id, repo) && !repo.tasks.includes(id))
  // Elsewhere, S1 may be anything.
  const claims = /^(?:lessons|solutions)\/\d\d-/.test(file)
    ? namesIn(text, CLAIM).filter((id) => !repo.claims.includes(id))
    : []
  return [
    ...checks.map((id) => `there is no check ${id}`),
    ...tasks.map((id) => `there is no task ${id}`),
    ...claims.map((id) => `there is no claim ${id}`),
  ]
}

/** A later lesson may be spoken of before it is there. */
function isOfLesson(task: string, { folders }: RepoIndex): boolean {
  return folders.some((folder) => folder.startsWith(`${task.slice(0, 2)}-`))
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([name]) => name))]
}
