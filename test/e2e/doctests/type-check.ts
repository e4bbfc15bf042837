import { join } from 'node:path'
import { transform } from 'esbuild'
import ts from 'typescript'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { folderFor, type Program, programOf, writeProgram } from '#shared/runner/snippets/program.ts'
import type { Page } from '#shared/runner/snippets/snippets.ts'

/** A block of a page, as a file that can be checked. */
interface Checked {
  readonly page: string
  /** The page's line that the block begins at. */
  readonly line: number
  readonly program: Program
}

/**
 * Checks the types of all blocks of TypeScript of some pages, as one program with the project's options.
 *
 * @returns One sentence for each mistake, with the page's line.
 */
export async function typeProblems(pages: readonly Page[]): Promise<string[]> {
  const blocks = pages.flatMap(blocksOf)
  for (const { program } of blocks) writeProgram(program)
  const byFile = new Map(blocks.map((block) => [join(ROOT, block.program.file), block]))
  const program = ts.createProgram([...byFile.keys()], options())
  const wrong = [...byFile].flatMap(([file, block]) => {
    const source = program.getSourceFile(file)!
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map(({ start = 0, messageText }) => {
      const line = source.getLineAndCharacterOfPosition(start).line - block.program.before
      const at =
        line < 0 ? `${block.page}:${block.line}: in its prelude` : `${block.page}:${block.line + line + 1}`
      return `${at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  })
  const running = await Promise.all(pages.map(runningWithoutTitle))
  return [...wrong, ...running.flat()]
}

function options(): ts.CompilerOptions {
  const file = join(ROOT, 'tsconfig.json')
  const { config } = ts.readConfigFile(file, ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT, file)
  return { ...options, noEmit: true, moduleDetection: ts.ModuleDetectionKind.Force }
}

function blocksOf(page: Page): Checked[] {
  const titled = page.snippets.flatMap((snippet) =>
    snippet.language === 'ts'
      ? [{ page: page.path, line: snippet.line, program: programOf(page.path, snippet) }]
      : [],
  )
  const untitled = page.untitled.map(({ line, code }) => ({
    page: page.path,
    line,
    program: { file: `${folderFor(page.path)}/line-${line}.ts`, text: `${code}\nexport {}\n`, before: 0 },
  }))
  return [...titled, ...untitled]
}

/** A block without a title is for types and signatures: what runs has a title, so that it can be run. */
async function runningWithoutTitle(page: Page): Promise<string[]> {
  const found = await Promise.all(
    page.untitled.map(async ({ code, line }) => {
      const left = await transform(code, { loader: 'ts', logLevel: 'silent' }).catch(() => undefined)
      // What cannot be read is told by the type checker.
      const runs = left !== undefined && left.code.trim() !== ''
      return runs
        ? [`${page.path}:${line}: this block runs, so it needs a title; without one it may only show types.`]
        : []
    }),
  )
  return found.flat()
}
