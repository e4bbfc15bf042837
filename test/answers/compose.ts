import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { adapterPath } from '../../shared/workbook/adapter.ts'
import { readIfThere, writeAtomically } from '../../shared/workbook/files.ts'
import { ROOT, solutionFiles } from '../../shared/workbook/folders.mjs'
import { folderOf, type Lesson } from '../../shared/workbook/manifest.ts'
import { parts } from '../../shared/workbook/regions.ts'
import { type Answer, BadAnswer } from './answer.ts'

/**
 * The text that a learner would have written: the whole file, or the solution with the answer's regions.
 *
 * @param solution The text of the solution's file.
 * @throws {@link BadAnswer} for a region that the solution does not have, and for an answer that changes nothing.
 */
export function compose(answer: Answer, solution: string): string {
  const plain = withRegions(solution, answer.file, new Map())
  const text =
    typeof answer.code === 'string'
      ? answer.code
      : withRegions(solution, answer.file, answer.code, answer.path)
  if (text.trim() === plain.trim())
    throw new BadAnswer(`${answer.path}: it does not differ from the solution.`)
  return text
}

function withRegions(
  solution: string,
  file: string,
  replaced: ReadonlyMap<string, readonly string[]>,
  path = file,
): string {
  const found = parts(solution, file)
  const labels = found.flatMap((part) => (typeof part === 'string' ? [] : [part.label]))
  const unknown = [...replaced.keys()].find((label) => !labels.includes(label))
  if (unknown) {
    throw new BadAnswer(`${path}: ${file} has no region "${unknown}"; it has ${labels.join(', ')}.`)
  }
  return found
    .flatMap((part) => (typeof part === 'string' ? [part] : (replaced.get(part.label) ?? part.code)))
    .join('\n')
}

/**
 * Puts an answer beside the other files of its solution, as deep below the project's folder as a solution is, so
 * that all of its imports are right.
 *
 * @param change Is applied to every text before it is written: a lesson may have several files, and most checks need
 *   more than the answer's.
 * @param variant Tells apart what is built from the same answer.
 * @returns The folder, to be given to {@link loadFrom}.
 */
export function build(
  lesson: Lesson,
  answer: Answer,
  change: (text: string) => string = (text) => text,
  variant = '',
): string {
  const solution = join(ROOT, 'solutions', folderOf(lesson))
  const texts = new Map<string, string>()
  for (const name of solutionFiles(folderOf(lesson)))
    texts.set(name, readFileSync(join(solution, name), 'utf8'))
  texts.set(answer.file, compose(answer, texts.get(answer.file) ?? ''))
  for (const [name, text] of texts) texts.set(name, change(text))
  return writeBuilt(`${folderOf(lesson)}--${answer.kind}-${answer.name}${variant}`, texts)
}

/** Writes a folder of files below `.built/`; gives its path. */
export function writeBuilt(name: string, texts: ReadonlyMap<string, string>): string {
  const folder = join(ROOT, '.built', name)
  for (const [file, text] of texts) {
    const path = join(folder, file)
    // Another test may be reading the same file.
    if (readIfThere(path) !== text) writeAtomically(path, text)
  }
  return folder
}

/** Imports the files of a folder, as a manifest's `load` wants it. */
export function loadFrom(folder: string): (name: string) => Promise<unknown> {
  return (name) => import(join(folder, name))
}

/** Imports the files that later lessons are built on: on trial, those of the solution of lesson 02. */
export function loadAdapter(name: string): Promise<unknown> {
  return import(adapterPath(name, false))
}
