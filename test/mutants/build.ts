import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plain, type Variant } from '#shared/authoring/mutants.ts'
import { adapterPath } from '#shared/core/adapter.ts'
import { readIfThere, writeAtomically } from '#shared/core/files.ts'
import { ROOT, solutionFiles } from '#shared/core/lesson-paths.mjs'
import { folderOf, type Lesson } from '#shared/core/manifest.ts'

/**
 * Writes a mutant or an alternative beside the other files of its solution, as deep below the project's folder as a
 * solution is, so that all of its imports are right.
 *
 * @param change Is applied to every text before it is written: most checks need more files than the one that differs.
 * @param suffix Tells apart what is built from the same variant.
 * @returns The folder, to be given to {@link loadFrom}.
 */
export function build(
  lesson: Lesson,
  { kind, name, texts }: Variant,
  change: (text: string) => string = (text) => text,
  suffix = '',
): string {
  const folder = folderOf(lesson)
  const all = new Map<string, string>()
  for (const file of solutionFiles(folder)) {
    all.set(
      file,
      change(texts.get(file) ?? plain(readFileSync(join(ROOT, 'solutions', folder, file), 'utf8'), file)),
    )
  }
  return writeBuilt(`${folder}--${kind}-${name}${suffix}`, all)
}

/** Writes a folder of files below `.workbook/built/`, one level deeper than a lesson; gives its path. */
export function writeBuilt(name: string, texts: ReadonlyMap<string, string>): string {
  const folder = join(ROOT, '.workbook', 'built', name)
  for (const [file, original] of texts) {
    const path = join(folder, file)
    const text = original.replaceAll("'../../", "'../../../")
    // Another test may be reading the same file.
    if (readIfThere(path) !== text) writeAtomically(path, text)
  }
  return folder
}

/** Imports the files of a folder, as a manifest's `load` wants it. */
export function loadFrom(folder: string): (name: string) => Promise<unknown> {
  return (name) => import(join(folder, name))
}

/** Imports the files that later lessons are built on: here, those of the solution of lesson 02. */
export function loadAdapter(name: string): Promise<unknown> {
  return import(adapterPath(name, false))
}
