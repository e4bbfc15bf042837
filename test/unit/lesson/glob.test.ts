/** `matches()` gives the answer of Redis, whatever the pattern. */
import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { matches } from '#shared/lesson/glob.ts'

let publisher: Redis
let subscriber: Redis

beforeAll(() => {
  publisher = new Redis(inject('server').url)
  subscriber = new Redis(inject('server').url)
})

afterAll(() => {
  publisher.disconnect()
  subscriber.disconnect()
})

const CHANNELS = [
  'a',
  'b',
  'ab',
  'abc',
  '*',
  '?',
  '[a]',
  ']',
  '-',
  '^',
  '\\',
  'ö',
  '好',
  ':',
  'a:b:c',
  'A',
  '{a,b}',
  '!',
]

describe('every mark, also where it is not closed or stands at the end', () => {
  test.each([
    '*',
    '**',
    '?',
    '??',
    '???',
    'a*',
    '*b',
    'a*c',
    '*:*',
    '[ab]',
    '[^a]',
    '[a-c]',
    '[c-a]',
    '[]',
    '[^]',
    '[]a]',
    '[',
    '[^',
    '[a',
    '[a-',
    '[a-]',
    '[a-b',
    '[\\]]',
    '[\\-]',
    '[\\',
    '[a\\-c]',
    '[!a]',
    '\\*',
    '\\?',
    '\\',
    '\\\\',
    '\\a',
    '{a,b}',
    'a\\',
    '*\\',
    '',
    'ö',
    '?ö',
    '[ö]',
    '[^-]',
    '[--a]',
    '[a-c-e]',
    '[^^]',
  ])('%s', async (pattern) => {
    expect(await asked(pattern, CHANNELS)).toEqual(CHANNELS.filter((channel) => matches(pattern, channel)))
  })
})

test('patterns made by chance', async () => {
  // Of bytes beyond ASCII in a range, Redis thinks as the machine's C compiler does: signed or not.
  const marks = [...'aab*?[]^-\\!:']
  const text = (longest: number) => {
    const length = Math.floor(Math.random() * (longest + 1))
    return Array.from({ length }, () => marks[Math.floor(Math.random() * marks.length)]).join('')
  }
  for (let round = 0; round < 100; round++) {
    const pattern = text(7)
    const channels = Array.from({ length: 30 }, () => text(5))
    expect(await asked(pattern, channels), `PSUBSCRIBE ${JSON.stringify(pattern)}`).toEqual(
      // With a name before both, as Redis gets them: the channel with no name at all is a case of its own.
      channels.filter((channel) => matches(`name:${pattern}`, `name:${channel}`)),
    )
  }
})

test('the channel with the empty name, as on a redis-server', () => {
  expect([matches('', ''), matches('*', ''), matches('?', '')]).toEqual([true, false, false])
})

test('many stars do not take long', () => {
  expect(matches(`${'a*'.repeat(40)}b`, 'a'.repeat(4000))).toBe(false)
})

/** The channels that Redis delivers by the pattern. */
async function asked(pattern: string, channels: readonly string[]): Promise<string[]> {
  // The marks stand behind a name of our own, so that nobody else is met.
  const name = `${inject('server').namespace}glob-${randomBytes(4).toString('hex')}:`
  await subscriber.psubscribe(name + pattern)
  const pipeline = publisher.pipeline()
  for (const channel of channels) pipeline.publish(name + channel, '')
  const counts = (await pipeline.exec()) ?? []
  await subscriber.punsubscribe(name + pattern)
  return channels.filter((_, at) => counts[at]?.[1] === 1)
}
