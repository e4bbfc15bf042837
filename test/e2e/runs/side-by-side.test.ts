import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Client } from '#shared/core/manifest.ts'
import { displayWidth, segmentsOf } from '#shared/core/terminal.mjs'
import { type StepTold, stepText } from '#shared/runner/player/side-by-side.ts'

const step = (...texts: string[]): StepTold => ({
  title: 'Something happens that takes a few words to tell.',
  lines: texts.map((text, index) => ({ at: index * 3.14, text })),
})
const of = (...steps: StepTold[]) =>
  new Map(steps.map((told, index): [Client, StepTold] => [index === 0 ? 'node-redis' : 'ioredis', told]))

const texts = {
  short: 'anna got "hello"',
  'a long word': `got "${'x'.repeat(300)}"`,
  'wide characters': '受信したメッセージは次のとおりです。こんにちは世界。'.repeat(4),
  'wide characters between words': 'got 你好 世界 你好 世界 你好 世界 你好 世界 你好 世界 你好 世界',
  'emoji of several parts': '👩‍👩‍👧‍👦'.repeat(60),
  'many lines': 'printed: one\ntwo\r\n\nthree\n',
  colours: 'printed: \u001b[31mred\u001b[39m and \u001b[1mbold\u001b[22m',
}

describe.each([40, 60, 80, 96, 120, 200])('in %i columns', (width) => {
  test.each(Object.entries(texts))('%s', (_, text) => {
    for (const steps of [of(step(text, 'next')), of(step(text), step('between', text, 'end'))]) {
      const lines = stepText(1, steps, width).split('\n')
      for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(width)
      const told = lines.slice(1).join('').replace(/\s/g, '')
      expect(lines.join('')).not.toContain('\u001b')
      // Nothing is lost, even where it had to be cut.
      if (steps.size === 1) {
        for (const character of new Set(stripVTControlCharacters(text).replace(/\s/g, '')))
          expect(told).toContain(character)
      }
    }
  })
})

test('a terminal that is far too narrow gets lines that are too long, and no end of them', () => {
  const lines = stepText(1, of(step('publish("news", "hello") → 1')), 3).split('\n')
  expect(lines.join('').replace(/\s/g, '')).toContain('publish("news","hello")→1')
})

test('clients stand side by side where there is room, and one below the other where there is not', () => {
  const steps = of(step('left'), step('right'))
  expect(stepText(1, steps, 120)).toMatch(/^ +0\.0 ms {2}left +0\.0 ms {2}right$/m)
  expect(stepText(1, steps, 60)).toMatch(
    /^ {4}node-redis\n {6}0\.0 ms {2}left\n {4}ioredis\n {6}0\.0 ms {2}right$/m,
  )
})

test.each([
  ['one long word', (length: number) => 'x'.repeat(length)],
  ['many words', (length: number) => 'ab '.repeat(length / 3)],
  ['wide characters', (length: number) => '你'.repeat(length)],
  ['many lines', (length: number) => 'x\n'.repeat(length / 2)],
])('a text of 40,000 characters takes no time to speak of: %s', (_, text) => {
  const steps = of(step(text(40_000)), step(text(40_000)))
  const before = process.cpuUsage()
  stepText(1, steps, 120)
  const { user, system } = process.cpuUsage(before)
  // It is less than one second. With each piece measured again for each line, it was 45.
  expect((user + system) / 1e6).toBeLessThan(10)
})

test('a long line goes on beneath its text, not beneath its time', () => {
  const text = stepText(1, of(step('one two three four five six seven eight')), 40)
  expect(text).toMatch(/^ {6}0\.0 ms {2}one two three four five\n {14}six seven eight$/m)
})

test('long texts are taken apart as short ones are', () => {
  for (const one of ['👩‍👩‍👧‍👦', '你', 'é', '👍🏽', 'x']) {
    expect([...segmentsOf(one.repeat(1234))]).toEqual(Array.from({ length: 1234 }, () => one))
  }
  expect([...segmentsOf('')]).toEqual([])
})
