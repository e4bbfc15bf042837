import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { saveCopies } from '#shared/cli/backup.ts'
import { CLIENTS } from '#shared/core/manifest.ts'
import { progressOf, recordRun } from '#shared/runner/progress.ts'
import type { Workbook } from '../fixture.ts'
import { LESSON, removeWorkbooks, smallWorkbook } from '../fixture.ts'
import { call } from '../run.ts'

afterAll(removeWorkbooks)

const lessonFile = (name: string) => `lessons/${LESSON}/${name}`

/** Where the command says that the work is. */
function savedIn(stdout: string): string {
  const place = /^Your work is in (\S+)$/m.exec(stdout)?.[1]
  expect(place).toMatch(/^\.workbook\/saved\/01-letters\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d+)?$/)
  return place!
}

function starters(workbook: Workbook): Record<string, string> {
  const names = ['node-redis.ts', 'ioredis.ts', 'stamps.ts']
  return Object.fromEntries(names.map((name) => [name, workbook.read(lessonFile(name))]))
}

test('copies of the same moment get places of their own', async () => {
  const workbook = await smallWorkbook()
  const places = ['first', 'second', 'third'].map((work) => {
    workbook.write(lessonFile('ioredis.ts'), work)
    return saveCopies(LESSON, ['ioredis.ts'], 'noon', workbook.root)
  })
  expect(places).toEqual(['noon', 'noon-2', 'noon-3'].map((name) => `.workbook/saved/${LESSON}/${name}`))
  expect(places.map((place) => workbook.read(`${place}/ioredis.ts`))).toEqual(['first', 'second', 'third'])
})

describe.concurrent('npm run reset', () => {
  test('leaves starters alone, and says so', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const before = starters(workbook)
    const { code, stdout, stderr } = await call(workbook, 'reset', ['01'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.match(/hasn't changed since the start/g)).toHaveLength(3)
    expect(starters(workbook)).toEqual(before)
    expect(existsSync(join(workbook.root, '.workbook/saved'))).toBe(false)
  })

  test('copies the work to where it says, byte by byte, and brings the starter back', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const before = starters(workbook)
    const work = '// own \u00e4\u0000\r\n'
    workbook.write(lessonFile('ioredis.ts'), work)
    workbook.write(lessonFile('stamps.ts'), '')
    workbook.write(lessonFile('notes.md'), 'my notes')
    const { code, stdout } = await call(workbook, 'reset', ['01'])
    expect(code).toBe(0)
    expect(stdout).toContain("lessons/01-letters/node-redis.ts  hasn't changed since the start")
    expect(stdout).toContain('lessons/01-letters/ioredis.ts     is the starter again')
    const place = savedIn(stdout)
    expect(readdirSync(join(workbook.root, place)).sort()).toEqual(['ioredis.ts', 'stamps.ts'])
    expect(workbook.read(`${place}/ioredis.ts`)).toBe(work)
    expect(workbook.read(`${place}/stamps.ts`)).toBe('')
    expect(starters(workbook)).toEqual(before)
    expect(workbook.read(lessonFile('notes.md'))).toBe('my notes')
  })

  test('the list shows open tasks again, for the client that was reset', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const lesson = { id: '01', tasks: [{ id: '01.1', title: 'send', hints: ['a', 'b', 'c'] as const }] }
    for (const client of CLIENTS) recordRun(lesson, [{ task: '01.1', client, status: 'passed' }], workbook)
    const states = () => progressOf(lesson, workbook).tasks[0]?.state
    await call(workbook, 'reset', ['01', 'ioredis'])
    expect(states()).toEqual({ 'node-redis': 'passed', ioredis: 'open' })
    await call(workbook, 'reset', ['01'])
    expect(states()).toEqual({ 'node-redis': 'open', ioredis: 'open' })
  })

  test('resets one file, and brings a lost one back', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const before = starters(workbook)
    workbook.write(lessonFile('node-redis.ts'), 'own')
    workbook.remove(lessonFile('ioredis.ts'))
    const { code, stdout } = await call(workbook, 'reset', ['01', 'ioredis'])
    expect(code).toBe(0)
    expect(stdout).not.toContain('Your work is in')
    expect(starters(workbook)).toEqual({ ...before, 'node-redis.ts': 'own' })
  })

  test('begins with the other client, remembers it, and goes back', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const before = starters(workbook)
    const { code, stdout } = await call(workbook, 'reset', ['01', 'begin', 'ioredis'])
    expect(code).toBe(0)
    savedIn(stdout)
    const swapped = starters(workbook)
    expect(swapped['ioredis.ts']).toContain("return todo('01.2')")
    expect(swapped['node-redis.ts']).toContain('These lines were written for the other client: fix them.')
    expect(swapped['stamps.ts']).toBe(before['stamps.ts'])
    workbook.write(lessonFile('ioredis.ts'), 'own')
    await call(workbook, 'reset', ['01', 'ioredis'])
    expect(starters(workbook)).toEqual(swapped)
    await call(workbook, 'reset', ['01'])
    expect(starters(workbook)).toEqual(before)
  })

  test('writes nothing when the copy fails', async ({ expect }) => {
    const workbook = await smallWorkbook({ '.workbook/saved': 'a file where a folder should be' })
    workbook.write(lessonFile('ioredis.ts'), 'own')
    const { code, stderr } = await call(workbook, 'reset', ['01'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Your work could not be copied, so nothing was changed: /)
    expect(workbook.read(lessonFile('ioredis.ts'))).toBe('own')
  })

  test('writes nothing when the starter cannot be made', async ({ expect }) => {
    const workbook = await smallWorkbook()
    workbook.write(lessonFile('node-redis.ts'), 'own')
    workbook.write(`solutions/${LESSON}/stamps.ts`, '// #region 01.3-stamp\n')
    const { code, stderr } = await call(workbook, 'reset', ['01'])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'solutions/01-letters/stamps.ts:1: region "01.3-stamp" is never closed. Nothing was changed.\n',
    })
    expect(workbook.read(lessonFile('node-redis.ts'))).toBe('own')
  })

  test.skipIf(process.platform === 'win32')(
    'works with a file that is read-only, as git leaves some',
    async ({ expect }) => {
      const workbook = await smallWorkbook()
      const before = starters(workbook)
      workbook.write(lessonFile('ioredis.ts'), 'own')
      chmodSync(join(workbook.root, lessonFile('ioredis.ts')), 0o444)
      const { code, stdout } = await call(workbook, 'reset', ['01'])
      expect(code).toBe(0)
      expect(workbook.read(`${savedIn(stdout)}/ioredis.ts`)).toBe('own')
      expect(starters(workbook)).toEqual(before)
    },
  )

  test.each([
    [['01', 'begin'], 'Say which client to begin with: npm run reset 01 begin node-redis | ioredis'],
    [['01', 'begin', 'stamps'], 'Say which client to begin with'],
    [['01', 'begin', 'ioredis', 'node-redis'], 'Say which client to begin with'],
    [['01', 'ioredsi'], 'npm run reset does not know "ioredsi". Did you mean "ioredis"?'],
    [['01', 'contract.ts'], 'npm run reset does not know "contract.ts".'],
    [['01', '../../package.json'], 'npm run reset does not know "../../package.json".'],
    [['lessons'], 'npm run reset does not know "lessons".'],
    [[], 'npm run reset needs a lesson.'],
  ])('refuses %j and changes nothing', async (words, message) => {
    const workbook = await smallWorkbook()
    workbook.write(lessonFile('ioredis.ts'), 'own')
    const { code, stdout, stderr } = await call(workbook, 'reset', words)
    expect(stderr.startsWith(message)).toBe(true)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(workbook.read(lessonFile('ioredis.ts'))).toBe('own')
  })
})
