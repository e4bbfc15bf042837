import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { ROOT } from '../folders.mjs'

/**
 * Compiles programs, each into one file: a process that has to compile for itself takes several times as long to start.
 * Errors still show the lines of the original.
 *
 * @param files Relative to the workbook.
 * @param root The workbook's folder. Default: this one.
 * @returns The compiled files, as absolute paths, by the original.
 * @throws An error of esbuild's for code that cannot be read.
 */
export async function compile(files: readonly string[], root = ROOT): Promise<Map<string, string>> {
  const compiled = new Map(files.map((file) => [file, compiledFile(file, root)]))
  await build({
    entryPoints: files.map((file) => ({ in: join(root, file), out: entryName(file) })),
    outdir: join(root, '.built', 'snippets'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'silent',
    absWorkingDir: root,
  })
  return compiled
}

function compiledFile(file: string, root: string): string {
  return join(root, '.built', 'snippets', `${entryName(file)}.mjs`)
}

/** Beside the original. */
function entryName(file: string): string {
  return join(basename(dirname(file)), basename(file, '.ts'))
}
