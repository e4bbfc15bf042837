import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { CLIENTS } from '#shared/core/manifest.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { bridge } from '../../lessons/03-socket-io/workbook/compare/bridge.ts'
import { ChatServer } from '../../lessons/03-socket-io/workbook/compare/chat-server.ts'
import * as ioredis from '../../solutions/02-patterns/ioredis.ts'
import * as nodeRedis from '../../solutions/02-patterns/node-redis.ts'
import { attach } from '../../solutions/03-socket-io/gateway.ts'
import { until } from '../unit/redis/proxy/until.ts'
import { Crowd } from './crowd.ts'

const PORTS = { 'node-redis': nodeRedis, ioredis }
const STEPS = 25
/** Another one finds other mistakes: `SOAK_SEED=7 npx vitest run test/stress`. */
const SEED = Number(process.env.SOAK_SEED ?? 20_310)

for (const client of CLIENTS) {
  test(`90 sockets, 3 servers, 20 rooms: one copy for each member (${client}, SOAK_SEED=${SEED})`, async () => {
    const problems: Problem[] = []
    const redis = inject('server')
    const namespace = `${redis.namespace}soak-${randomBytes(3).toString('hex')}:`
    const options = {
      redis,
      namespace,
      client,
      transport: bridge('the solution', { attach, connect: PORTS[client].connect }),
      report: (problem: Problem) => problems.push(problem),
    }
    const servers: ChatServer[] = []
    try {
      for (let index = 0; index < 3; index++) servers.push(await ChatServer.open(options))
      const atFirst = servers.map(({ subscriptions }) => subscriptions.size)
      const crowd = new Crowd(servers, namespace, SEED)
      await crowd.enter()
      for (let step = 0; step < STEPS; step++) {
        await crowd.churn()
        await crowd.talk()
        if (step % 3 === 2) await crowd.joinBehindABlock()
        await crowd.subscriptionsFit()
      }
      await crowd.sentinel()
      // Else it would prove nothing.
      expect(crowd.copies).toBeGreaterThan(1_000)
      crowd.leave()
      await until('the rooms are given up', () =>
        servers.every(({ subscriptions }, index) => subscriptions.size === atFirst[index]),
      )
    } finally {
      for (const server of servers.splice(0)) expect(await server.close()).toBe(0)
    }
    expect(problems).toEqual([])
  })
}
