/**
 * The gateway of lesson 03 and the bus of lesson 05 on a cluster of three masters, with lesson 09's sharded channels in
 * place of lesson 02's adapter: their own checks pass, except those that disturb a connection to a single server or use
 * patterns.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { captureUnhandled } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import type { CheckEnvironment } from '#shared/checks/check-context.ts'
import { openEnvironment } from '#shared/checks/environment.ts'
import { Skip } from '#shared/checks/failure.ts'
import { runCheck } from '#shared/checks/run-check.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import type { Cluster } from '#shared/redis/cluster/cluster.ts'
import { openCluster, whyNoCluster } from '#shared/redis/cluster/open-cluster.ts'
import type { PubSubModule } from '../../lessons/02-patterns/contract.ts'
import { checks as chatChecks } from '../../lessons/03-socket-io/workbook/checks.ts'
import { lesson as chat } from '../../lessons/03-socket-io/workbook/lesson.ts'
import { checks as busChecks } from '../../lessons/05-event-bus/workbook/checks.ts'
import { lesson as bus } from '../../lessons/05-event-bus/workbook/lesson.ts'
import { lesson as scaleOut } from '../../lessons/09-scale-out/workbook/lesson.ts'
import { shardedRedis } from './sharded-redis.ts'

const whyNot = await whyNoCluster()

/** Those that must not be skipped: rooms, broadcasts, users, and events. */
const ALWAYS = [
  '03.1-everyone',
  '03.2-all-tabs',
  '03.3-members',
  '03.3-last',
  '03.4-close',
  '05.1-envelope',
  '05.2-several',
]
/** What a check can do to the connection to a single server, which nothing here uses. */
const FAULTS = ['answer', 'cut', 'demote', 'freeze', 'holdReply', 'loading', 'refuse', 'silence', 'stall']

/** Its proxies skip a check that disturbs them. */
function withoutFaults(pool: CheckEnvironment['pool']): CheckEnvironment['pool'] {
  type Proxied = Awaited<ReturnType<typeof pool.take>>
  const originals = new WeakMap<Proxied, Proxied>()
  const take = async () => {
    const original = await pool.take()
    const proxied = new Proxy(original, {
      get(target, key) {
        if (FAULTS.includes(String(key))) throw new Skip('it disturbs a connection to a single server')
        const value: unknown = Reflect.get(target, key, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
      set: (target, key, value) => Reflect.set(target, key, value, target),
    })
    originals.set(proxied, original)
    return proxied
  }
  const give = (proxied: Proxied, clean: boolean) => pool.give(originals.get(proxied)!, clean)
  return { take, give, close: () => pool.close() } as unknown as CheckEnvironment['pool']
}

describe.skipIf(whyNot)('on three masters', { timeout: 300_000 }, () => {
  let cluster: Cluster
  let env: ReturnType<typeof openEnvironment>
  beforeAll(async () => {
    captureUnhandled(() => {})
    cluster = await openCluster()
    env = openEnvironment(inject('server'))
  })
  afterAll(async () => {
    await env?.close()
    await cluster?.stop()
  })

  const from = (lesson: Lesson) => (name: string) => import(`${ROOT}solutions/${folderOf(lesson)}/${name}`)

  for (const client of CLIENTS) {
    let usesPatterns = false
    const psubscribe = async () => {
      usesPatterns = true
      throw new Error('Sharded channels have no patterns.')
    }
    const sharded = async (): Promise<PubSubModule> => {
      const solution = from(scaleOut as Lesson)
      const { connect, toPubSub } = await scaleOut.load(client, solution, solution)
      return {
        connect: async ({ namespace, report }) => {
          const opened = await connect({ nodes: cluster.urls, namespace, report })
          return { ...toPubSub(opened, report), psubscribe }
        },
      }
    }
    for (const [lesson, checks] of [
      [chat, chatChecks],
      [bus, busChecks],
    ] as unknown as [Lesson, Check[]][]) {
      describe(`lesson ${lesson.id} with ${client}`, () => {
        for (const check of checks) {
          test(`${check.id} ${check.title}`, async ({ skip }) => {
            const redis = shardedRedis(cluster.urls)
            const subject = () => lesson.load(client as Client, from(lesson), sharded)
            usesPatterns = false
            const pool = withoutFaults(env.pool)
            const outcome = await runCheck(check, subject, { ...env, redis, pool })
            redis.disconnect()
            if (!ALWAYS.includes(check.id)) {
              if (outcome.status === 'skipped') skip(outcome.message)
              if (usesPatterns) skip('it subscribes to a pattern')
            }
            expect({ status: outcome.status, message: outcome.message }).toEqual({
              status: 'passed',
              message: undefined,
            })
          })
        }
      })
    }
  }
})
