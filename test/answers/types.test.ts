import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../shared/workbook/folders.mjs'
import { answersOf, KINDS } from './answer.ts'
import { build } from './compose.ts'
import { buildStage, stagesOf } from './stages.ts'
import { lessonsOnTrial } from './trial.ts'

// The compiler works for seconds, and on a machine that does much else for a minute.
describe('types', { timeout: 240_000 }, () => {
  test('every stage of every starter, and every answer, is without errors of types', async () => {
    const files: string[] = []
    for (const lesson of await lessonsOnTrial()) {
      for (const stage of stagesOf(lesson)) files.push(join(buildStage(lesson, stage), stage.file))
      for (const answer of KINDS.flatMap((kind) => answersOf(lesson, kind))) {
        files.push(join(build(lesson, answer), answer.file))
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
