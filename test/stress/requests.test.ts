import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, inject, test } from 'vitest'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { request } from '../../lessons/08-multi-service-app/workbook/processes/web.ts'
import { connect } from '../../solutions/02-patterns/ioredis.ts'
import { api } from '../../solutions/08-multi-service-app/api.ts'
import { generator } from '../unit/redis/proxy/random.ts'
import { exchange, oddRequest } from './odd-requests.ts'

const REQUESTS = 1000
const AT_ONCE = 20
/** What a request may leave behind, in bytes: less than the shortest of them takes. */
const LEFT_PER_REQUEST = 1000
/** Another one finds other mistakes: `SOAK_SEED=7 npx vitest run test/stress`. */
const SEED = Number(process.env.SOAK_SEED ?? 20_310)

test(`${REQUESTS} odd requests: no 5xx, no crash, and the memory stays flat (SOAK_SEED=${SEED})`, async () => {
  const problems: Problem[] = []
  const redis = inject('server')
  const service = await api({
    url: redis.url,
    namespace: `${redis.namespace}odd-${randomBytes(3).toString('hex')}:`,
    report: (problem) => problems.push(problem),
    connect,
    port: 0,
    graceMs: 1000,
    answerWithinMs: 60_000,
    // What nobody handles is not waited for.
    lateMs: 1,
    maxWaiting: 1000,
    inspect: async () => ({ channels: new Map(), patterns: 0 }),
  })
  const { below } = generator(SEED)
  const pick = () => below(1_000_000) / 1_000_000
  const port = Number(new URL(service.url).port)
  const statuses = new Map<string, number>()
  const fire = async (count: number) => {
    for (let sent = 0; sent < count; sent += AT_ONCE) {
      const requests = Array.from({ length: AT_ONCE }, () => oddRequest(pick))
      const texts = await Promise.all(requests.map((one) => exchange(port, one, 20_000)))
      for (const [index, text] of texts.entries()) {
        const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 'none'
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status.startsWith('5')) expect.fail(text)
        const { bytes, isWhole } = requests[index]!
        if (status === 'none' && isWhole) expect.fail(`no answer to ${bytes.toString('latin1')}`)
      }
    }
  }
  try {
    await isThere()
    // The first ones load what is loaded once.
    await fire(REQUESTS)
    const before = heapUsed()
    await fire(REQUESTS)
    const grown = heapUsed() - before
    expect(grown).toBeLessThan(REQUESTS * LEFT_PER_REQUEST)
    await isThere()
    expect(problems).toEqual([])
    // Else it would prove nothing.
    for (const status of ['400', '404', '413', '415']) expect([...statuses.keys()]).toContain(status)
  } finally {
    await service.close()
  }

  async function isThere(): Promise<void> {
    const { status } = await request(service.url, 'POST', '/users', { name: 'Anna' })
    expect(status).toBe(201)
  }
}, 240_000)

/** In bytes, when everything is thrown away that nobody needs. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
