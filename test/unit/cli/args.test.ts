import { afterAll, describe, expect, test } from 'vitest'
import type { ArgSpec, Args } from '#shared/cli/args.mjs'
import { parseArgs } from '#shared/cli/args.mjs'
import { findLesson, nearest } from '#shared/core/lesson-paths.mjs'
import { Misuse } from '#shared/core/terminal.mjs'
import { removeWorkbooks, smallWorkbook } from '../fixture.ts'

afterAll(removeWorkbooks)

const FOLDERS = ['01-letters', '03-socket-io', '08-multi-service-app', '10-recovery']

describe('a lesson is found by', () => {
  test.each([
    '3',
    '03',
    '03-socket-io',
    'socket-io',
    'Socket-IO',
    'lessons/03',
    'lessons/03-socket-io/',
    './lessons/socket-io',
    'solutions/03',
    'solutions\\03-socket-io\\gateway.ts',
  ])('%s', (word) => {
    expect(findLesson(word, FOLDERS)).toBe('03-socket-io')
  })

  test.each(['', '0', '30', '003', '4', 'socket', '03-socket', 'test/03', '03/gateway.ts', '../lessons/03'])(
    'not by "%s"',
    (word) => {
      expect(findLesson(word, FOLDERS)).toBeUndefined()
    },
  )
})

test.each([
  ['sokcet-io', 'socket-io'],
  ['soket-io', 'socket-io'],
  ['SOCKET-I', 'socket-io'],
  ['solutoin', 'solution'],
  ['multi', 'multi-service-app'],
  ['zebra', undefined],
  ['x', undefined],
])('nearest to %s is %s', (word, meant) => {
  expect(nearest(word, ['socket-io', 'solution', 'multi-service-app', 'watch'])).toBe(meant)
})

const RULES: ArgSpec = {
  command: 'npm run lesson',
  example: 'npm run lesson 01 solution',
  lesson: 'optional',
  words: ['solution', 'watch', 'all'],
  clients: true,
}

async function parse(
  typed: string,
  rules: Partial<ArgSpec> = {},
  env: NodeJS.ProcessEnv = {},
): Promise<Args> {
  const { root } = await smallWorkbook({ 'lessons/02-parcels/contract.ts': '' })
  return parseArgs(typed.split(' ').filter(Boolean), { ...RULES, ...rules }, env, root)
}

async function refusal(typed: string, rules: Partial<ArgSpec> = {}): Promise<string> {
  const error = await parse(typed, rules).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(Misuse)
  return (error as Misuse).message
}

describe('words', () => {
  test('nothing typed is nothing asked for', async () => {
    const words = await parse('')
    expect(words).toMatchObject({ targets: [], clients: [], files: [], tasks: [], rest: [] })
    expect(words.lesson).toBeUndefined()
    expect(words.words.size).toBe(0)
  })

  test.each([
    '01 solution ioredis',
    'ioredis solution 01',
    '1 --solution --ioredis',
    '01 --solution --client=ioredis',
    '--lesson=01 solution --client ioredis',
    'lessons/01-letters/ioredis.ts solution',
  ])('"%s" is lesson 01, its solution, with ioredis', async (typed) => {
    const words = await parse(typed)
    expect(words.lesson).toBe('01-letters')
    expect([...words.words]).toEqual(['solution'])
    expect(words.clients).toEqual(['ioredis'])
  })

  test('what npm swallowed counts, unless it was switched off', async () => {
    const words = await parse(
      '01',
      {},
      {
        npm_config_watch: 'true',
        npm_config_solution: '',
        npm_config_all: 'false',
        npm_config_client: 'ioredis',
        npm_config_user_agent: 'npm',
      },
    )
    expect([...words.words]).toEqual(['watch'])
    expect(words.clients).toEqual(['ioredis'])
  })

  test('a solution is told from a lesson, and several can be named where a command takes them', async () => {
    const words = await parse('lessons/01 solutions/1 lessons test/x', {
      lesson: 'several',
      other: (word) => word.startsWith('test/'),
    })
    expect(words.targets).toEqual([
      { area: 'lessons', folder: '01-letters' },
      { area: 'solutions', folder: '01-letters' },
      { area: 'lessons' },
    ])
    expect(words.rest).toEqual(['test/x'])
  })

  test.each(['01 2', '01.2', '1.2', '01 01.2', '01 --task=2'])('"%s" is task 01.2', async (typed) => {
    expect((await parse(typed, { tasks: true })).tasks).toEqual(['01.2'])
  })

  test.each(['01 stamps', 'stamps.ts 01', 'lessons/01-letters/stamps.ts', '01 --stamps'])(
    '"%s" is a file of lesson 01',
    async (typed) => {
      expect(await parse(typed, { files: true })).toMatchObject({
        lesson: '01-letters',
        files: ['stamps.ts'],
      })
    },
  )
})

describe('refused with the nearest word and the list:', () => {
  test('an unknown word', async () => {
    expect(await refusal('01 soluton')).toBe(
      [
        'npm run lesson does not know "soluton". Did you mean "solution"?',
        '  Lessons: 01-letters, 02-parcels',
        '  Words:   solution, watch, all, node-redis, ioredis',
        '  Example: npm run lesson 01 solution',
      ].join('\n'),
    )
  })

  test('a lesson misspelt', async () => {
    expect(await refusal('leters')).toMatch(
      /^npm run lesson does not know "leters". Did you mean "letters"\?/,
    )
    expect(await refusal('lessons/01-leters/')).toMatch(
      /^There is no lesson "lessons\/01-leters\/". Did you mean "01-letters"/,
    )
  })

  test('a lesson that is not there', async () => {
    expect(await refusal('9')).toMatch(/^There is no lesson "9"\.\n {2}Lessons: 01-letters, 02-parcels/)
    expect(await refusal('9.1', { tasks: true })).toMatch(/^There is no lesson "9.1"/)
  })

  test('no lesson where one is needed', async () => {
    expect(await refusal('solution', { lesson: 'required' })).toMatch(/^npm run lesson needs a lesson\./)
  })

  test('two lessons where one is taken', async () => {
    expect(await refusal('01 parcels')).toMatch(
      /^One lesson at a time, please: you named 01-letters and 02-parcels\./,
    )
    expect(await refusal('01 2.1', { tasks: true })).toMatch(/^One lesson at a time/)
  })

  test('a flag, a file and an area that the command does not know', async () => {
    expect(await refusal('01 --wacth')).toMatch(/does not know "--wacth". Did you mean "watch"/)
    expect(await refusal('lessons/01/parcels.ts', { files: true })).toMatch(
      /does not know "lessons\/01\/parcels.ts"/,
    )
    expect(await refusal('solutions')).toMatch(/does not know "solutions"/)
    expect(await refusal('__proto__')).toMatch(/does not know "__proto__"/)
  })

  test('an address, without its password', async () => {
    const message = await refusal('redis://user:s3cret/@x@host:1')
    expect(message).toMatch(/does not know "redis:\/\/…"/)
    expect(message).not.toContain('s3cret')
  })

  test('a very long word and control characters, in one readable line', async () => {
    const [sentence = ''] = (await refusal(`${'x'.repeat(500)}`)).split('\n')
    expect(sentence.length).toBeLessThan(120)
    expect(await refusal('\u001b[31mred')).toContain('"\\u001b[31mred"')
  })
})
