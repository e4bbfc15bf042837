import { relative, sep } from 'node:path'
import type { SerializedError, TestModule } from 'vitest/node'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { paint } from '#shared/core/terminal.mjs'

/** The tests that are no lesson's: a line per file, and every failure in full. */
export function ownTests(modules: readonly TestModule[]): string {
  const lines = [paint('bold', "The workbook's own tests")]
  for (const module of modules) {
    const tests = [...module.children.allTests()]
    const failed = tests.filter((test) => test.result().state === 'failed')
    const skipped = tests.filter((test) => test.result().state === 'skipped')
    const errors = errorsBeside(module)
    const bad = failed.length > 0 || errors.length > 0
    const mark = bad ? paint('red', '✗') : paint('green', '✓')
    const seconds = (module.diagnostic().duration / 1000).toFixed(1)
    lines.push(
      `  ${mark} ${relative(ROOT, module.moduleId).split(sep).join('/')}  ${tests.length} in ${seconds} s`,
    )
    for (const test of skipped) {
      const { note } = test.result() as { note?: string }
      lines.push(paint('yellow', `      – skipped: ${test.fullName}${note ? ` (${note})` : ''}`))
    }
    for (const test of failed) {
      lines.push(paint('red', `      ✗ ${test.fullName}`))
      for (const error of test.result().errors ?? [])
        lines.push(indent(`${stackOf(error)}\n${error.diff ?? ''}`))
    }
    for (const error of errors) lines.push(indent(stackOf(error)))
  }
  return lines.join('\n')
}

/** The errors of a module that belong to no test: it cannot be loaded, or a hook of it or of one of its suites failed. */
export function errorsBeside(module: TestModule): readonly SerializedError[] {
  return [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())]
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n')
}

/** Without the frames of libraries. When a test times out, Vitest 4.1 has a placeholder in place of the message. */
function stackOf({ stack, message }: SerializedError): string {
  if (stack === undefined) return message
  return stack
    .replace(/^Error: STACK_TRACE_ERROR$/m, () => message)
    .split('\n')
    .filter((line) => !/^\s+at .*node_modules/.test(line))
    .join('\n')
}
