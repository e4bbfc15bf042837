import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadLesson } from '#shared/core/lessons.ts'
import { folderOf } from '#shared/core/manifest.ts'
import { starterOf } from '#shared/core/starters.ts'
import { run } from './command.ts'
import { freshCopy, replace } from './workbook-copy.ts'

const lesson = await loadLesson('03-socket-io')
const done = new Set(lesson.tasks.map(({ id }) => id))
const BEGIN = 'export async function attach(options: GatewayOptions): Promise<Gateway> {'

/** A copy with the whole of lesson 03 done, and a line at the beginning of attach(). */
function withLine(code: string) {
  const copy = freshCopy()
  let line = 0
  for (const { name } of lesson.files) {
    let text = starterOf(lesson, name, { done })
    if (name === 'gateway.ts') {
      text = replace(text, BEGIN, `${BEGIN}\n  ${code}`)
      line = text.slice(0, text.indexOf(BEGIN)).split('\n').length + 1
    }
    writeFileSync(join(copy.root, 'lessons', folderOf(lesson), name), text)
  }
  return { copy, line }
}

describe('npm run lesson 03 compare', { timeout: 240_000 }, () => {
  test('an infinite loop in the gateway is a row, with its line, and the adapters are played', async () => {
    const { copy, line } = withLine('for (;;) {}')
    const { code, stdout, stderr } = await run(copy, ['lesson', '03', 'compare', 'ioredis'])
    expect(stderr).toBe('')
    expect(code, stdout).toBe(1)
    expect(stdout).toMatch(/your gateway +✗ is stuck/)
    expect(stdout.replace(/\s+/g, ' ')).toContain('an infinite loop?')
    expect(stdout).toContain(`lessons/03-socket-io/gateway.ts:${line}`)
    expect(stdout).toMatch(/redis-adapter +\d+ +\d+ \(\d+\)/)
  })

  test('a gateway that ends the process is a row, and the adapters are played', async () => {
    const { copy } = withLine('process.exit(0)')
    const { code, stdout, stderr } = await run(copy, ['lesson', '03', 'compare', 'ioredis'])
    expect(stderr).toBe('')
    expect(code, stdout).toBe(1)
    expect(stdout).toMatch(/your gateway +✗ exited/)
    expect(stdout).toMatch(/redis-adapter +\d+ +\d+ \(\d+\)/)
  })
})
