import { describe, expect, test } from 'vitest'
import { drawDiagram, readDiagram } from '#shared/authoring/docs/diagrams.ts'

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

describe('what would be drawn wrongly is refused', () => {
  test.each([
    ['flowchart LR\n  A-->B', 'put a space'],
    ['flowchart LR\n  A --> B\n  click A "x"', 'leave out'],
    ['flowchart LR\n  A[fa:fa-car] --> B', 'leave out icons'],
    ['flowchart LR\n  A[#quot;x#quot;] --> B', 'as they are'],
    ['sequenceDiagram\n  A-xB: lost', 'looks as if it arrived'],
    ['sequenceDiagram\n  A--xB: lost', 'looks as if it arrived'],
    ['sequenceDiagram\n  autonumber\n  A->>B: x', 'leave out'],
    ['sequenceDiagram\n  rect rgb(0, 0, 0)\n  A->>B: x\n  end', 'leave out'],
    ['gantt\n  title x', 'Invalid mermaid header'],
  ])('%j', (source, told) => {
    expect(() => drawDiagram(`${source}\n  accTitle: A title`, 'one')).toThrow(told)
  })

  test.each([
    'flowchart LR\n  A[one] --> B[(Redis)]\n  A -->|"text"| C\n  B -.-> C\n  B ==> D-1',
    'sequenceDiagram\n  A->>B: x\n  B-->>A: y\n  alt good\n  A->>B: box it\n  else bad\n  Note over A: no\n  end',
    'stateDiagram-v2\n  [*] --> A\n  A --> B: x',
  ])('and nothing else: %j', (source) => {
    expect(drawDiagram(`${source}\n  accTitle: A title`, 'one')).toContain('<svg')
  })
})
