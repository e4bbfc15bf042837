/** The services of lesson 04 as real processes: nothing is lost without a kill, and with kills only what was in hand. */

import { afterEach, describe, expect, inject, test } from 'vitest'
import { CLIENTS, type Client } from '#shared/core/manifest.ts'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { crashing } from '../../lessons/04-cross-service/workbook/processes/crashing.ts'
import { killing } from '../../lessons/04-cross-service/workbook/processes/killing.ts'
import { ProcessGroup, person } from '../../lessons/04-cross-service/workbook/processes/process-group.ts'
import { until } from '../unit/redis/servers/support.ts'

const REGISTRATIONS = 200

const opened: (() => unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

const codeOf = (client: Client) =>
  ({ area: 'solutions', folder: '04-cross-service', client, own: false }) as const

function openGroup(client: Client): ProcessGroup {
  const { url, namespace } = inject('server')
  const group = new ProcessGroup({
    ...codeOf(client),
    namespace: `${namespace}soak-${client}:`,
    async proxied() {
      const proxy = await RedisProxy.open(url, '')
      opened.push(() => proxy.close())
      return proxy
    },
    tell: () => {},
  })
  opened.push(() => group.end())
  return group
}

/** Each test has four to nine processes of its own, and each wait in it has a limit. */
const timeout = 240_000

describe.each(CLIENTS)('lesson 04 as processes, with %s', { timeout }, (client) => {
  test(`${REGISTRATIONS} registrations, two replicas, nobody is killed: ${REGISTRATIONS} mails`, async () => {
    const group = openGroup(client)
    const { deliveries } = group
    const [users, ...listening] = await Promise.all([
      group.start('users', 'users'),
      group.start('emails', 'emails A'),
      group.start('emails', 'emails B'),
      group.start('analytics', 'analytics'),
    ])
    const names = Array.from({ length: REGISTRATIONS }, (_, index) => `user ${index + 1}`)
    for (const name of names) group.register(users, person(name))
    await until('all have their mail', () => deliveries.mails.length >= REGISTRATIONS)
    await until('all are tracked', () => deliveries.tracked.length >= REGISTRATIONS)
    // Who has closed has finished what was in hand, so nothing comes any more.
    for (const process of listening) process.order({ what: 'close' })
    await until('all who listen have closed', () => listening.every((one) => group.closed.has(one)))
    expect(deliveries.mails.map(({ name }) => name).sort()).toEqual([...names].sort())
    expect(deliveries.tracked).toHaveLength(REGISTRATIONS)
    expect(group.problems).toEqual([])
    // Both replicas and analytics were handed every event.
    expect([...deliveries.events.values()].map(({ count }) => count)).toEqual(names.map(() => 3))
  })

  test('replicas are killed in the middle of their work: what is missing is what was in hand', async () => {
    const { url, namespace } = inject('server')
    const told: string[] = []
    const losses = await killing({
      code: codeOf(client),
      redisUrl: url,
      namespace: `${namespace}${client}:`,
      perRound: 20,
      kills: 4,
      tell: (text) => told.push(text),
    })
    expect(losses.registrations).toBe(100)
    expect(losses.tracked).toBe(100)
    expect(losses.twice).toEqual([])
    expect(losses.unexplained).toEqual([])
    expect([...losses.missing].sort()).toEqual([...losses.inFlight].sort())
    expect(losses.mails).toBe(100 - losses.inFlight.length)
    // The run says which.
    expect(losses.inFlight.length).toBeGreaterThan(0)
    for (const name of losses.inFlight) expect(told.join('\n')).toMatch(new RegExp(`${name}\\b`))
  })
})

test('a ledger without the mails of a replica finds them missing, and not in hand', async () => {
  // Otherwise what is counted above could be right by itself.
  const group = openGroup('ioredis')
  const { deliveries } = group
  const [users] = await Promise.all([group.start('users', 'users'), group.start('analytics', 'analytics')])
  group.register(users, person('user 1'))
  await until('it is tracked', () => deliveries.tracked.length > 0)
  expect(deliveries.withoutMail).toHaveLength(1)
  const { Redis } = await import('ioredis')
  const redis = new Redis(inject('server').url)
  opened.push(() => redis.disconnect())
  expect(await deliveries.heldBy('users', redis)).toEqual([])
})

test('four crashes after the claim, in twelve registrations: eight mails', { timeout }, async () => {
  const { url, namespace } = inject('server')
  const context = {
    url,
    namespace,
    name: (word: string) => `${namespace}${word}-crash`,
    cleanup: (work: () => unknown) => void opened.push(work),
    until: (holds: () => unknown) => until('it happens', async () => Boolean(await holds())),
  }
  expect(await crashing(context, 12, 4)).toBe(8)
})
