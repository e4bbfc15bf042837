import { describe, expect, test } from 'vitest'
import type { Lesson } from '../../shared/workbook/manifest.ts'
import { readAnswer } from './answer.ts'
import { compose } from './compose.ts'

const lesson: Lesson = {
  id: '01',
  slug: 'letters',
  title: 'Letters',
  sections: [],
  goal: 'send letters.',
  minutes: 2,
  files: [{ name: 'ioredis.ts', client: 'ioredis' }, { name: 'stamps.ts' }],
  tasks: [],
  load: async () => ({}),
}

const SOLUTION = `const before = 1
// #region 01.1-send
//? send('by habit')
send('a letter')
// #endregion
const after = 2
`

const wrong = (source: string) => readAnswer(lesson, 'wrong', 'wrong/x.ts', source)
const right = (source: string) => readAnswer(lesson, 'right', 'right/x.ts', source)

describe('an answer', () => {
  test('replaces a region of the solution, and leaves the rest', () => {
    const answer = wrong(
      "// ioredis, rejected by 01.1-sent\n// A thought.\n// #region 01.1-send\nsend('')\n// #endregion\n",
    )
    expect(answer).toMatchObject({
      name: 'x',
      file: 'ioredis.ts',
      clients: ['ioredis'],
      rejectedBy: ['01.1-sent'],
    })
    expect(compose(answer, SOLUTION)).toBe("const before = 1\nsend('')\nconst after = 2\n")
  })

  test('may be for one client only, though its file is neutral', () => {
    expect(right('// stamps.ts with ioredis, whole file\nsend()\n').clients).toEqual(['ioredis'])
  })

  test('may stand for the whole file, and a neutral file is for both clients', () => {
    const answer = right('// stamps.ts, whole file\nsend()\n')
    expect(answer.clients).toEqual(['node-redis', 'ioredis'])
    expect(compose(answer, SOLUTION)).toBe('send()\n')
  })

  test('may name several checks', () => {
    const region = '// #region 01.1-send\n// #endregion\n'
    const named = ['01.1-a', '01.2-b-c', '01.3-d']
    expect(wrong(`// ioredis, rejected by 01.1-a, 01.2-b-c and 01.3-d\n${region}`).rejectedBy).toEqual(named)
  })

  const region = '// #region 01.1-send\nsend()\n// #endregion\n'
  test.each([
    ['no header', `${region}`, /first line should be like/],
    ['no check', `// ioredis\n${region}`, /names the check/],
    ['no id of a check', `// ioredis, rejected by everybody\n${region}`, /"everybody" is no id/],
    [
      'an unknown file',
      `// redis, rejected by 01.1-a\n${region}`,
      /no file for "redis"; it has ioredis.ts, stamps.ts/,
    ],
    ['no region', '// ioredis, rejected by 01.1-a\n', /there is no region/],
    [
      'code outside a region',
      `// ioredis, rejected by 01.1-a\nsend()\n${region}`,
      /wrong\/x.ts:2: code stands outside/,
    ],
    ['a region twice', `// ioredis, rejected by 01.1-a\n${region}${region}`, /x.ts:5: .* there already/],
    [
      'a region in a region',
      '// ioredis, rejected by 01.1-a\n// #region a\n// #region b\n',
      /inside another/,
    ],
    ['an open region', '// ioredis, rejected by 01.1-a\n// #region a\n', /never closed/],
    ['an end too many', '// ioredis, rejected by 01.1-a\n// #endregion\n', /without a #region/],
    [
      'a region in a whole file',
      `// ioredis, whole file, rejected by 01.1-a\n${region}`,
      /whole file has no regions/,
    ],
  ])('with %s is refused', (_, source, message) => {
    expect(() => wrong(source)).toThrow(message)
  })

  test('that is right names no check', () => {
    expect(() => right(`// ioredis, rejected by 01.1-a\n${region}`)).toThrow(/rejected by no check/)
  })

  test('for a region that the solution does not have is refused', () => {
    const answer = wrong(`// ioredis, rejected by 01.1-a\n${region.replace('send', 'sent')}`)
    expect(() => compose(answer, SOLUTION)).toThrow(/no region "01.1-sent"; it has 01.1-send/)
  })

  test('that is the solution is refused', () => {
    const same = region.replace('send()', "send('a letter')")
    expect(() => compose(wrong(`// ioredis, rejected by 01.1-a\n${same}`), SOLUTION)).toThrow(
      /does not differ/,
    )
  })
})
