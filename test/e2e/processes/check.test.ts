import { afterAll, describe, expect, test } from 'vitest'
import { copyOfTheWorkbook, LESSON, removeWorkbooks, smallWorkbook } from '../../unit/fixture.ts'
import { npmRun, run } from '../../unit/run.ts'

afterAll(removeWorkbooks)

const CONFIGS = {
  'biome.json': '{}\n',
  // The smallest library: reading that of a browser takes longer than all else.
  'tsconfig.json':
    '{ "compilerOptions": { "types": [], "lib": ["es5"], "skipLibCheck": true }, "files": ["a.ts"] }\n',
}

describe.concurrent('npm run check', () => {
  test('tells every part, and each problem beneath its part', async ({ expect }) => {
    const workbook = await smallWorkbook({
      'biome.json': '{ "linter": { "enabled": false }, "files": { "includes": ["a.ts"] } }\n',
      'tsconfig.json': CONFIGS['tsconfig.json'],
      'a.ts': 'export const a:number="a"',
    })
    workbook.write(`lessons/${LESSON}/stamps.ts`, 'own')
    const { code, stdout } = await run(workbook, 'check')
    expect(code).toBe(1)
    const parts = stdout.split(/^(?=[✓✗] )/m)
    expect(parts.map((part) => part.split('\n')[0]).sort()).toEqual([
      '✓ every claim of the tutorial has a proof',
      '✓ nothing is left to fill in',
      '✗ lint and format',
      '✗ starters match the solutions',
      '✗ structure of lessons, checks, and mutants',
      '✗ types',
    ])
    const beneath = (name: string) => parts.find((part) => part.startsWith(`✗ ${name}`))
    expect(beneath('lint')).toContain('a.ts')
    expect(beneath('types')).toContain('TS2322')
    expect(beneath('starters')).toContain('stamps.ts:1: differs')
    expect(beneath('structure')).toContain('stamps.ts:1: the first line')
  })

  test('is green on a workbook in order', async ({ expect }) => {
    const workbook = await smallWorkbook({
      'biome.json': '{ "files": { "includes": ["a.ts"] } }\n',
      'tsconfig.json': CONFIGS['tsconfig.json'],
      'a.ts': 'export const a = 1;\n',
    })
    const { code, stdout } = await run(workbook, 'check')
    expect(stdout).not.toContain('✗')
    expect(stdout.match(/^✓ /gm)).toHaveLength(6)
    expect(code).toBe(0)
  })

  test('takes no words', async ({ expect }) => {
    const workbook = await smallWorkbook()
    expect(await run(workbook, 'check', ['types'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^npm run check does not know "types"\./),
    })
  })
})

describe.concurrent('npm run starters', () => {
  test('writes what differs, of all lessons or one', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const starter = workbook.read(`lessons/${LESSON}/stamps.ts`)
    workbook.write(`lessons/${LESSON}/stamps.ts`, 'old')
    const { code, stdout } = await run(workbook, 'starters', ['01'])
    expect(code).toBe(0)
    expect(stdout).toContain('written   lessons/01-letters/stamps.ts')
    expect(stdout).toContain('unchanged lessons/01-letters/ioredis.ts')
    expect(workbook.read(`lessons/${LESSON}/stamps.ts`)).toBe(starter)
  })

  test('writes nothing of a lesson whose solution has a mistake', async ({ expect }) => {
    const workbook = await smallWorkbook()
    workbook.write(`lessons/${LESSON}/node-redis.ts`, 'old')
    workbook.write(`solutions/${LESSON}/stamps.ts`, '// #endregion\n')
    expect(await run(workbook, 'starters')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'solutions/01-letters/stamps.ts:1: #endregion without a #region before it.\n',
    })
    expect(workbook.read(`lessons/${LESSON}/node-redis.ts`)).toBe('old')
  })
})

test('the real lessons can be reset, hinted and compared', async () => {
  const workbook = copyOfTheWorkbook()
  const hint = await npmRun(workbook, ['hint', '01', '1'])
  expect(hint).toMatchObject({ code: 0, stdout: expect.stringContaining('Hint 1 of 3') })
  const compared = await npmRun(workbook, ['compare', '01', '--reveal'])
  expect(compared).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('+ only in our solution'),
  })
  await npmRun(workbook, ['reset', '01'])
  const reset = await npmRun(workbook, ['reset', '01'])
  expect(reset.stdout).not.toContain('is the starter again')
})
