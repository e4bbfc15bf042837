import { expect, test } from 'vitest'
import { drawDiagram, readDiagram } from '../../shared/workbook/docs/diagrams.ts'

const FLOW = `flowchart LR
  accTitle: One publisher, "two" subscribers
  accDescr: Redis hands each message to both.
  P[Publisher] --> R[(Redis)]
  R --> A[Subscriber A]
  R --> B[Subscriber B]
`

test('a diagram has a text for those who cannot see it', () => {
  const drawn = drawDiagram(FLOW, 'one')
  const label = 'aria-label="One publisher, &quot;two&quot; subscribers. Redis hands each message to both."'
  expect(drawn).toContain(`role="img" ${label}`)
})

test('the text is not drawn as a box', () => {
  expect(readDiagram(FLOW).source).not.toContain('acc')
  expect(drawDiagram(FLOW, 'one').match(/class="node"/g)).toHaveLength(4)
})

test('a diagram loads nothing and brings no colours or rules of its own', () => {
  const drawn = drawDiagram(FLOW, 'one')
  expect(drawn).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/)
  expect(drawn).not.toMatch(/@import|<style|#[0-9a-f]{6}/i)
})

test('two diagrams on a page share no names', () => {
  const names = (drawn: string) => [...drawn.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name)
  const one = names(drawDiagram(FLOW, 'one'))
  const two = names(drawDiagram(FLOW, 'two'))
  expect(one.length).toBeGreaterThan(0)
  expect(one.filter((name) => two.includes(name))).toEqual([])
})
