import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { type ViewSize, withKeys } from '#shared/core/live-view.ts'
import { displayWidth } from '#shared/core/terminal.mjs'
import {
  keysOf,
  type NodeRow,
  type Picture,
  pictureLines,
  slotsText,
} from '../../../lessons/09-scale-out/workbook/live/picture.ts'

function node(name: string, changes: Partial<NodeRow> = {}): NodeRow {
  return { name, id: name, role: 'master', slots: [[0, 5461]], running: true, rooms: [], ...changes }
}

const PICTURE: Picture = {
  title: 'Lesson 09 · live · node-redis · our solution',
  label:
    'a cluster of 3 masters and 3 replicas (redis-server 7.0.15 from your PATH), started for this run on 127.0.0.1, ports 24039, 30531, 24179, 21263, 21785, 20494',
  nodes: [
    node('A', { rooms: ['room:3'] }),
    node('B', { running: false }),
    node('a', { role: 'replica', masterId: 'A', slots: [] }),
    node('b', {
      slots: [
        [5462, 5470],
        [5472, 10_922],
        [16_383, 16_383],
      ],
      rooms: ['room:1', 'room:2'],
    }),
  ],
  rooms: [{ name: 'room:1', slot: 5471, owner: 'b', published: 12_345, received: 12_340, missing: 5 }],
  events: Array.from({ length: 50 }, (_, i) => `12:00:00  room:1 #${i}: received from b after 1.0 ms`),
  canHurt: true,
}

const viewOf = (picture: Picture) => ({
  draw: (size: ViewSize) => pictureLines(picture, size),
  keys: () => keysOf(picture),
})
const plain = (lines: readonly string[]) => lines.map(stripVTControlCharacters)

test.each([
  [60, 24],
  [60, 40],
  [80, 24],
  [120, 30],
])('the live view of a cluster fits a terminal of %i columns and %i lines', (width, height) => {
  const lines = withKeys(viewOf(PICTURE), { width, height })
  expect(lines).toHaveLength(height)
  expect(lines.filter((line) => displayWidth(line) > width)).toEqual([])
  // The latest event, and how to leave.
  expect(plain(lines).join('\n')).toContain('room:1 #49: received')
  expect(plain(lines).at(-1)).toMatch(/q: quit$/)
})

test('it shows who owns which slots, and who has subscribed where', () => {
  const lines = plain(pictureLines(PICTURE, { width: 80, height: 30 })).map((line) =>
    line.trimEnd().replace(/ +/g, ' '),
  )
  expect(lines).toContain('A master 0–5461 room:3')
  expect(lines.find((line) => line.startsWith('B '))).toMatch(/^B down/)
  expect(lines).toContain('a replica of A')
  expect(lines).toContain('b master 5462–5470 and 2 more room:1, room:2')
  expect(lines).toContain('room:1 5471 b 12345 12340 5')
})

test('without faults, their keys are not offered', () => {
  const lines = withKeys(viewOf({ ...PICTURE, canHurt: false }), { width: 80, height: 30 })
  expect(plain(lines).at(-1)).toBe('q: quit')
})

test('a slot that stands alone is not shown as a range', () => {
  expect(
    slotsText([
      [7, 7],
      [9, 12],
    ]),
  ).toBe('7, 9–12')
  expect(slotsText([])).toBe('')
})
