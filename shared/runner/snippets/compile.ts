import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/**
 * Compiles programs, each into one file: a process that has to compile for itself takes several times as long to start.
 * Errors still show the lines of the original.
 *
 * @param files Relative to the workbook.
 * @param change Changes a program's text before it's compiled. Default: nothing.
 * @returns The compiled files, as absolute paths, by the original.
 * @throws An error of esbuild's for code that cannot be read.
 */
export async function compile(
  files: readonly string[],
  change = (text: string) => text,
): Promise<Map<string, string>> {
  const compiled = new Map(files.map((file) => [file, compiledFile(file)]))
  await build({
    entryPoints: files.map((file) => ({ in: join(ROOT, file), out: entryName(file) })),
    outdir: join(ROOT, '.workbook', 'built', 'snippets'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'silent',
    absWorkingDir: ROOT,
    plugins: [changing(files, change)],
  })
  return compiled
}

function changing(files: readonly string[], change: (text: string) => string): Plugin {
  const programs = new Set(files.map((file) => join(ROOT, file)))
  return {
    name: 'change',
    setup(building) {
      building.onLoad({ filter: /\.ts$/ }, ({ path }) =>
        programs.has(path) ? { contents: change(readFileSync(path, 'utf8')), loader: 'ts' } : undefined,
      )
    },
  }
}

function compiledFile(file: string): string {
  return join(ROOT, '.workbook', 'built', 'snippets', `${entryName(file)}.mjs`)
}

/** Beside the original. */
function entryName(file: string): string {
  return join(basename(dirname(file)), basename(file, '.ts'))
}
