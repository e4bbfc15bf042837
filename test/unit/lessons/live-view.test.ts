/** The live view of lesson 07, as far as it needs neither Redis nor a terminal. test/e2e/runs has the whole of it. */
import { EventEmitter } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type ViewSize, withKeys } from '#shared/core/live-view.ts'
import { Screen, type Terminal } from '#shared/core/screen.ts'
import { displayWidth } from '#shared/core/terminal.mjs'
import { keysOf, type Picture, pictureLines } from '../../../lessons/07-monitoring/workbook/live/picture.ts'
import { Rates } from '../../../lessons/07-monitoring/workbook/live/rates.ts'
import { sparkline } from '../../../lessons/07-monitoring/workbook/live/sparkline.ts'

describe('the line of bars', () => {
  test('has the latest canary at the right, and a mark for a missing one', () => {
    expect(sparkline([1, 2, 4, null, 8], 10)).toBe('▁▂▄×█')
    expect(sparkline([1, 2, 4, null, 8], 2)).toBe('×█')
    expect(sparkline([null, null], 5)).toBe('××')
    expect(sparkline([0, 0], 5)).toBe('▁▁')
    expect(sparkline([], 5)).toBe('')
    expect(sparkline([1, 2], -3)).toBe('')
  })
})

test('a rate is what has happened in the last seconds', () => {
  const rates = new Rates(0)
  for (let at = 0; at < 1000; at += 100) rates.count('orders', at)
  expect(rates.perSecond('orders', 1000)).toBe(10)
  expect(rates.perSecond('orders', 3000)).toBeCloseTo(10 / 3)
  expect(rates.perSecond('orders', 10_000)).toBe(0)
  expect(rates.perSecond('never', 10_000)).toBe(0)
})

const EMPTY: Picture = {
  title: 'Lesson 07 · Monitoring · your code on node-redis',
  redis:
    'Redis: redis-server 7.0.15 from your PATH, started for this run on 127.0.0.1:27847 (nothing is stored)',
  health: undefined,
  latencies: [],
  rows: undefined,
  patterns: undefined,
  serving: undefined,
  heldUp: false,
  events: [],
}
const row = (channel: string) => ({ channel, subscribers: 12, published: 123.4, arrived: 0.5 })
const pictures: Record<string, Picture> = {
  'nothing yet': EMPTY,
  usual: {
    ...EMPTY,
    health: { status: 'degraded', latencyMs: 123.4, checkedAt: '2031-05-04T13:07:09.123Z' },
    latencies: Array.from({ length: 200 }, (_, index) => (index % 7 === 0 ? null : index)),
    rows: ['canary:5c2f', 'chat:kitchen', 'orders'].map(row),
    patterns: 1,
    serving: { url: 'http://127.0.0.1:45678', code: 200 },
    events: ['onChange: from up to degraded'],
  },
  'too much of all': {
    ...EMPTY,
    health: { status: 'down', latencyMs: null, checkedAt: '2031-05-04T13:07:09.123Z' },
    latencies: [null],
    rows: Array.from({ length: 300 }, (_, index) => row(`受信したメッセージ ${'x'.repeat(index)}`)),
    patterns: 0,
    heldUp: true,
    events: Array.from(
      { length: 100 },
      (_, index) => `reported:\u001b[2J\r\n ${'a long story '.repeat(index)}`,
    ),
  },
}

describe.each(Object.entries(pictures))('the picture: %s', (_, picture) => {
  test.each([
    [30, 10],
    [40, 14],
    [80, 24],
    [200, 60],
  ])('fits %i columns and %i lines', (width, height) => {
    const view = { draw: (size: ViewSize) => pictureLines(picture, size), keys: () => keysOf(picture) }
    const lines = withKeys(view, { width, height })
    expect(lines).toHaveLength(height)
    for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(width)
    expect(stripVTControlCharacters(lines.join(''))).not.toMatch(/\p{Cc}/u)
    expect(lines.join('')).not.toContain('[2J')
    expect(lines.slice(-4).join(' ')).toContain('q: quit')
  })
})

describe('the screen', () => {
  test('writes only what has changed, and gives the terminal back', () => {
    const { terminal, written, file } = fakeTerminal()
    const screen = new Screen(() => {}, terminal)
    expect(written()).toContain('\u001b[?1049h')
    screen.draw(['one', 'two', 'three'])
    expect(written()).toMatch(/one.*two.*three/s)
    screen.draw(['one', 'TWO', 'three'])
    const second = written()
    expect(second).toContain('\u001b[2;1HTWO')
    expect(second).not.toMatch(/one|three|\[2J/)
    screen.draw(['one', 'TWO', 'three'])
    expect(written()).toBe('')
    screen.draw(['one'])
    expect(written()).toContain('\u001b[2;1H\u001b[J')
    screen.close()
    expect(readFileSync(file, 'utf8')).toBe('\u001b[?25h\u001b[?1049l')
    screen.draw(['after the end'])
    screen.close()
    expect(written()).toBe('')
    expect(readFileSync(file, 'utf8')).toBe('\u001b[?25h\u001b[?1049l')
    expect(terminal.listenerCount('resize')).toBe(0)
  })

  test('is drawn again when its size changes', () => {
    const { terminal, written } = fakeTerminal()
    const screen: Screen = new Screen(() => screen.draw(['one', 'two']), terminal)
    screen.draw(['one', 'two'])
    written()
    terminal.columns = 40
    terminal.emit('resize')
    expect(written()).toMatch(/\[2J.*one.*two/s)
    expect(screen.size).toEqual({ width: 40, height: 24 })
    screen.close()
  })
})

/** A terminal whose output can be read. */
function fakeTerminal() {
  const folder = mkdtempSync(join(tmpdir(), 'screen-'))
  const file = join(folder, 'terminal')
  const fd = openSync(file, 'w')
  onTestFinished(() => {
    closeSync(fd)
    rmSync(folder, { recursive: true })
  })
  let text = ''
  const write = (more: string) => {
    text += more
    return true
  }
  const terminal = Object.assign(new EventEmitter(), { fd, write, columns: 80, rows: 24 })
  const written = () => {
    const before = text
    text = ''
    return before
  }
  return { terminal: terminal as typeof terminal & Terminal, written, file }
}
