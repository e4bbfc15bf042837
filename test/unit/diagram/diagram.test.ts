import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Story } from '#shared/checks/story.ts'
import { verdictOn } from '#shared/checks/verdict.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { asText, hasDiagram, renderDiagram, toView } from '#shared/diagram/diagram.ts'
import type { EventRow, Row, View } from '#shared/diagram/types.ts'
import { diagramFile, writeDiagram } from '#shared/runner/report/diagram-file.ts'
import { type Fixture, fixture, fixtureNames } from './fixtures.ts'
import { xmlProblem } from './well-formed.ts'

const WIDTHS = [390, 560, 900]
const LARGEST = 300_000

function viewOf(name: string): View {
  const { outcome } = fixture(name)
  return toView(outcome.events, outcome)
}

function isEvent(row: Row): row is EventRow {
  return row.kind !== 'fold' && row.kind !== 'step'
}

test('a message that a handler received three times and Redis delivered once is marked, with what is missing', () => {
  const view = viewOf('repeated')
  const handled = view.rows.filter(isEvent).filter(({ kind }) => kind === 'handle')
  expect(handled.map(({ label, mark, badge }) => [label, mark, badge])).toEqual([
    ['"hello"', undefined, '1st call'],
    ['"hello"', 'extra', '2nd call'],
    ['"hello"', 'extra', '3rd call'],
    ['"end"', 'missing', 'expected, check stopped first'],
  ])
  expect(view.notes.map(({ text }) => text)).toEqual([['1 delivery,', '3 calls']])
  expect(view.rows.find((row) => row.key === view.start)).toMatchObject({ badge: '2nd call' })
  expect(view.lanes.map(({ name, sub }) => sub ?? name)).toEqual([
    'handler',
    'your code',
    'publisher',
    'subscriber',
    'Redis',
  ])
})

test('a connection that is opened again stands in the lane of its predecessor, and the gap is a strip', () => {
  const view = viewOf('reset')
  const connections = view.lanes.filter(({ name }) => name.startsWith('connection'))
  expect(connections.map(({ sub }) => sub)).toEqual(['publisher', 'subscriber'])
  const [publisher, subscriber] = connections.map(({ id }) => id)
  const opened = view.rows.filter(isEvent).filter(({ kind }) => kind === 'open')
  expect(opened.map(({ from }) => from).sort()).toEqual([publisher, subscriber].sort())
  const cut = view.rows.find(({ kind }) => kind === 'cut')!
  expect(view.strips).toContainEqual({
    lane: publisher,
    from: cut.key,
    to: opened.find(({ from }) => from === publisher)?.key,
  })
  const back = opened.find(({ from }) => from === subscriber)
  expect(view.strips).toContainEqual(
    expect.objectContaining({ lane: subscriber, from: back?.key, soft: true }),
  )
  expect(view.rows.at(-1)).toMatchObject({ kind: 'fold', label: expect.stringContaining('same sequence') })
})

test('connections that are refused are one row with their number, below a band that ends', () => {
  const view = viewOf('refused')
  const refused = view.rows.filter(isEvent).filter(({ kind }) => kind === 'refused')
  expect(refused.reduce((sum, { times }) => sum + (times?.length ?? 1), 0)).toBeGreaterThan(1)
  const [band] = view.strips
  expect(band?.lane).toBe('redis')
  expect(view.rows.find(({ key }) => key === band?.to)).toMatchObject({
    kind: 'fault',
    fault: { edge: 'end' },
  })
})

test('a demo has its steps, its servers and its browsers', () => {
  const view = viewOf('demo-03')
  expect(view.lanes.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['anna', 'ben', 'carla', 'server 1', 'server 2', 'Redis']),
  )
  expect(view.rows.filter(({ kind }) => kind === 'step')).toHaveLength(7)
})

test.each(fixtureNames)('%s: what decided is never folded, and the text has every event', (name) => {
  const { outcome } = fixture(name)
  const view = viewOf(name)
  const folded = view.rows.flatMap((row) => (row.kind === 'fold' ? row.rows : []))
  expect(folded.filter(({ mark }) => mark)).toEqual([])
  if (outcome.status === 'failed') expect(view.rows.filter(isEvent).some(({ mark }) => mark)).toBe(true)
  const known = new Set(view.lanes.map(({ id }) => id))
  const lanes = [...view.rows.filter(isEvent), ...folded].flatMap(({ from, to }) => [
    ...from.split('+'),
    to ?? '',
  ])
  expect(lanes.filter((lane) => lane !== '' && !known.has(lane))).toEqual([])
  // Repeats and connections that close together are one line.
  const lines = asText(view)
  expect(lines.length).toBeLessThanOrEqual(outcome.events.length + 1)
  const text = lines.map((line) => line.text).join('\n')
  for (const { kind, payload, label } of outcome.events)
    if (kind === 'command' || kind === 'handle') expect(text).toContain(payload ?? label)
})

test.each(fixtureNames)('%s: well-formed, within its width, without a request, and not too large', (name) => {
  for (const width of WIDTHS) {
    for (const part of ['whole', 'heads', 'body'] as const) {
      const svg = renderDiagram(viewOf(name), { width, part })
      expect(xmlProblem(svg)).toBeUndefined()
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
        /https?:|@import|url\((?!#)|\b(?:xlink:)?href=/,
      )
      expect(svg.length).toBeLessThan(LARGEST)
      for (const [, x, wide] of svg.matchAll(
        /<text class="[^"]*" x="([-\d.]+)" y="[-\d.]+" textLength="([\d.]+)"/g,
      )) {
        expect(Number(x)).toBeGreaterThanOrEqual(0)
        expect(Number(x) + Number(wide)).toBeLessThanOrEqual(width)
      }
    }
  }
})

test('a name of an option begins with what is seen', () => {
  const svg = renderDiagram(viewOf('repeated'), { width: 560, part: 'body' })
  expect(svg).toMatch(/aria-label="(?:[\d.]+ )?&quot;hello&quot; 2nd call, connection \d → handler/)
  expect(svg).toMatch(/aria-label="[\d.]+ 2 events: connections \d and \d open"/)
})

test('texts are escaped, and what XML has no place for is replaced', () => {
  const label = '<b>&"\u0000\ud800</b>'
  const view = toView([
    { at: 1, kind: 'command', from: 'connection:1.1', to: 'redis', label, payload: label },
    { at: 2, kind: 'handle', from: '', to: 'handler:<x>', label },
  ])
  const svg = renderDiagram(view, { heading: { title: label, lines: [{ text: label, code: true }] } })
  expect(xmlProblem(svg)).toBeUndefined()
  expect(svg).toContain('&lt;b&gt;&amp;&quot;\ufffd\ufffd&lt;/b&gt;')
})

test('nothing is drawn where only functions were called', () => {
  expect(hasDiagram([])).toBe(false)
  expect(hasDiagram([{ at: 0, kind: 'call', from: 'code:x', label: 'parse()' }])).toBe(false)
  expect(hasDiagram(fixture('repeated').outcome.events)).toBe(true)
})

test.each([
  ['never delivered', false],
  ['never handled', true],
] as const)('a missing message is "%s" when the check has waited for it', (reason, isDelivered) => {
  const story = new Story(
    (text) => text,
    () => 1,
  )
  if (isDelivered)
    story.add({
      kind: 'deliver',
      from: 'redis',
      to: 'connection:1.2',
      label: '"end"',
      channel: 'a',
      message: 'end',
    })
  const verdict = verdictOn('what handler received', [], ['end'], { waited: true })
  story.verdict(verdict!)
  expect(story.events.at(-1)).toMatchObject({
    mark: 'missing',
    reason,
    from: isDelivered ? 'connection:1.2' : 'redis',
    to: 'handler:handler',
  })
})

test('a message that came at another place is neither too many nor missing', () => {
  const verdict = verdictOn('what handler received', ['b', 'a'], ['a', 'b'], { waited: false })
  expect(verdict?.extra.size).toBe(0)
  expect(verdict?.missing).toEqual([])
  expect(verdict?.misplaced.size).toBe(1)
})

test('of very many events the first and the last ones are kept', () => {
  let at = 0
  const story = new Story(
    (text) => text,
    () => at,
  )
  for (at = 0; at < 5000; at++) story.add({ kind: 'call', from: 'code:x', label: `call ${at}` })
  const { events } = story
  expect(events.length).toBeLessThan(300)
  expect(events[0]?.label).toBe('call 0')
  expect(events.at(-1)?.label).toBe('call 4999')
  expect(events.find(({ kind }) => kind === 'note')?.label).toBe(`… ${5000 - events.length + 1} more events`)
})

test('the file has its heading and its script, no password of a URL, and no place outside the workbook', () => {
  const of = fixture('repeated')
  const message = `connect to redis://me:secret@127.0.0.1:1 failed at ${ROOT}lessons/x.ts`
  const failure = { ...of, outcome: { ...of.outcome, comparison: undefined, message } } as unknown as Fixture
  const svg = diagramFile(failure)!
  expect(xmlProblem(svg)).toBeUndefined()
  expect(svg).toContain('✗ 01.2 on node-redis')
  expect(svg).toContain('redis://127.0.0.1:1 failed at lessons/x.ts')
  expect(svg).not.toContain('secret')
  expect(svg).not.toContain(ROOT.slice(0, -1))
  expect(svg).not.toMatch(/^export /m)
})

test('files are written under .workbook/drawn, and only so many are kept', () => {
  const root = mkdtempSync(join(tmpdir(), 'drawn-'))
  try {
    const folder = join(root, '.workbook/drawn')
    mkdirSync(folder, { recursive: true })
    for (let number = 0; number < 50; number++) {
      const path = join(folder, `01.${number}-old.ioredis.svg`)
      writeFileSync(path, '')
      utimesSync(path, number, number)
    }
    const path = writeDiagram(fixture('repeated'), root)
    expect(path).toBe('.workbook/drawn/01.2-again.node-redis.svg')
    expect(readFileSync(join(root, path!), 'utf8')).toContain('</svg>')
    const kept = readdirSync(folder)
    expect(kept).toHaveLength(40)
    expect(kept).toContain('01.49-old.ioredis.svg')
    const elsewhere = { ...fixture('repeated'), check: { id: '../x', task: '01.2', title: '' } }
    expect(writeDiagram(elsewhere, root)).toBeUndefined()
  } finally {
    rmSync(root, { recursive: true })
  }
})
