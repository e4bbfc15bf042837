import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/** An import that stays in the repository. */
export interface Import {
  /** As it is written, for example `./server.ts`. */
  readonly written: string
  /** The path from the top of the repository, for example `shared/redis/server.ts`. */
  readonly imported: string
}

/** The paths of all files below a folder that end like this, by default those with imports, counted from the top of the repository. */
export function codeIn(folder: string, ending = /\.([cm]?[jt]s|tsx)$/): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => ending.test(path))
}

/** The imports of a file that stay in the repository, types included. */
export function importsOf(path: string): Import[] {
  return ts
    .preProcessFile(readFileSync(join(ROOT, path), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((written) => /^(#shared|\.{1,2})\//.test(written))
    .map((written) => ({
      written,
      imported: written.startsWith('#') ? written.slice(1) : posix.join(posix.dirname(path), written),
    }))
}
