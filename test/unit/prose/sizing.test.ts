import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { COSTS, type Load, mastersFor, needOf, serverMicroseconds } from '../../benchmarks/cluster/model.ts'

const GUIDE = readFileSync(join(ROOT, 'docs/sizing.md'), 'utf8')

function load(changes: Partial<Load>): Load {
  return {
    kind: 'sharded',
    masters: 1,
    replicas: 1,
    messages: 1,
    subscribers: 1,
    payload: 300,
    channel: 20,
    ...changes,
  }
}

function megabytes(bytes: number): string {
  const value = bytes / 1e6
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} MB/s`
}

test.each([
  ['10,000', 100, 2, 3],
  ['100,000', 1000, 10, 2],
  ['1,000,000', 10_000, 18, 1],
  ['1,000,000, busy', 200_000, 18, 1],
] as const)('the guide says what the model says: %s users', (users, messages, subscribers, digits) => {
  const masters = mastersFor(load({ messages, subscribers }), COSTS)
  const need = needOf(load({ messages, subscribers, masters: masters ?? 1 }), COSTS)
  const cells = [
    users,
    messages.toLocaleString('en'),
    subscribers,
    need.deliveries.toLocaleString('en'),
    megabytes(need.deliveryBytes),
    megabytes(need.busBytes),
    need.processors.toFixed(digits),
    masters,
  ]
  expect(GUIDE).toContain(`| ${cells.join(' | ')} |`)
})

test('plain channels do not grow with the cluster', () => {
  const busy = { messages: 200_000, subscribers: 18 }
  const need = needOf(load({ ...busy, kind: 'plain', masters: 15 }), COSTS)
  const said = `${need.busMessages / 1e6} million bus messages per second would take ${(need.busBytes / 1e9).toFixed(1)} GB/s and ${Math.round(need.processors)} processors`
  expect(GUIDE).toContain(said)
  expect(mastersFor(load({ ...busy, kind: 'plain' }), COSTS)).toBeUndefined()
})

test('the formulas of the guide have the costs of the model', () => {
  const bus = COSTS.busOut + COSTS.busIn
  expect(GUIDE).toContain(`(${COSTS.publish} + ${bus} × bus messages each + ${COSTS.delivery} × subscribers)`)
  const plain = { kind: 'plain', masters: 3, replicas: 0, subscribers: 4 } as const
  expect(serverMicroseconds(COSTS, plain)).toBeCloseTo(16 + 2 * 6.6 + 4 * 0.7)
  expect(serverMicroseconds(COSTS, { ...plain, kind: 'sharded' })).toBeCloseTo(16 + 4 * 0.7)
})
