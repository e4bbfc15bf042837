import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { variantsOf } from '#shared/authoring/mutants.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { build } from './build.ts'
import { lessonsWithChecks } from './check-runner.ts'
import { buildPartialStarter, partialStartersOf } from './partial-starters.ts'

// The compiler works for seconds, and on a machine that does much else for a minute.
describe('types', { timeout: 240_000 }, () => {
  test('partial starters, mutants, and alternatives have no type errors', async () => {
    const files: string[] = []
    for (const lesson of await lessonsWithChecks()) {
      for (const starter of partialStartersOf(lesson))
        files.push(join(buildPartialStarter(lesson, starter), starter.file))
      const { mutants, alternatives } = variantsOf(lesson)
      for (const variant of [...mutants, ...alternatives]) {
        const folder = build(lesson, variant)
        for (const file of variant.texts.keys()) files.push(join(folder, file))
      }
    }
    expect(files.length).toBeGreaterThan(0)
    expect(errorsIn(files)).toEqual([])
  })
})

/** One run of the compiler over all files, with the options of the project. */
function errorsIn(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const program = ts.createProgram(files, options)
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n')
    if (!file) return text
    const line = file.getLineAndCharacterOfPosition(start ?? 0).line + 1
    return `${relative(ROOT, file.fileName)}:${line}: ${text}`
  })
}
