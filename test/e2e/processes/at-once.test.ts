import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { emptyWorkbook, LESSON, removeWorkbooks, smallWorkbook } from '../../unit/fixture.ts'
import { run } from '../../unit/run.ts'

afterAll(removeWorkbooks)

test('two resets at the same time keep both works', async () => {
  const workbook = await smallWorkbook()
  workbook.write(`lessons/${LESSON}/ioredis.ts`, 'own 1')
  workbook.write(`lessons/${LESSON}/stamps.ts`, 'own 2')
  const ended = await Promise.all([
    run(workbook, 'reset', ['01', 'ioredis']),
    run(workbook, 'reset', ['01', 'stamps']),
  ])
  expect(ended.map(({ code }) => code)).toEqual([0, 0])
  const saved = join(workbook.root, '.workbook/saved', LESSON)
  const names = readdirSync(saved).flatMap((moment) => readdirSync(join(saved, moment)))
  expect(names.sort()).toEqual(['ioredis.ts', 'stamps.ts'])
})

test('four processes that record at once lose nothing', async () => {
  const workbook = emptyWorkbook()
  const module = pathToFileURL(join(ROOT, 'shared/runner/progress.ts')).href
  const script = (writer: number) => `
    import { recordHints } from ${JSON.stringify(module)}
    for (let n = 0; n < 25; n++) recordHints(\`0${writer}.\${n}\`, 1, { root: ${JSON.stringify(workbook.root)} })
  `
  const ended = [1, 2, 3, 4].map((writer) =>
    once(
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script(writer)], {
        cwd: ROOT,
        stdio: 'inherit',
      }),
      'close',
    ),
  )
  expect((await Promise.all(ended)).map(([code]) => code)).toEqual([0, 0, 0, 0])
  expect(Object.keys(JSON.parse(workbook.read('.workbook/progress.json')).hints)).toHaveLength(100)
  expect(readdirSync(join(workbook.root, '.workbook'))).toEqual(['progress.json'])
})
