import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const HERE = dirname(fileURLToPath(import.meta.url))
const ROOT = join(HERE, '..', '..', '..')
const OUT = join(HERE, 'build')

/**
 * Compiles a file of this folder, and all that it imports, to JavaScript. tsx, by which the rest of the workbook runs,
 * gives every inner function its name whenever it is made, and that takes longer than many of them run.
 *
 * @returns Where it is.
 * @throws When it does not compile.
 */
export function compiled(name: string): string {
  rmSync(OUT, { recursive: true, force: true })
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const program = ts.createProgram([join(HERE, name)], {
    ...options,
    noEmit: false,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
    rootDir: ROOT,
    outDir: OUT,
  })
  const { diagnostics } = program.emit()
  const [error] = [...ts.getPreEmitDiagnostics(program), ...diagnostics]
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'))
  return join(OUT, 'test', 'benchmarks', 'event-bus', name.replace(/\.ts$/, '.js'))
}
