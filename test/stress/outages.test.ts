import { expect, inject, test } from 'vitest'
import { CLIENTS, type Client } from '#shared/core/manifest.ts'
import { displayWidth } from '#shared/core/terminal.mjs'
import type { Server } from '#shared/redis/server.ts'
import { pictureOf } from '../../lessons/06-delivery-limits/workbook/compare/picture.ts'
import { fromTheFirst, type Recording } from '../../lessons/06-delivery-limits/workbook/compare/recording.ts'
import { timelinesText } from '../../lessons/06-delivery-limits/workbook/compare/timeline.ts'
import type { Outage } from '../../lessons/06-delivery-limits/workbook/outages/names.ts'
import { OUTAGES } from '../../lessons/06-delivery-limits/workbook/outages/names.ts'
import { CannotShow, playOutage } from '../../lessons/06-delivery-limits/workbook/outages/outage.ts'
import {
  REDIS_TRANSPORTS,
  type RedisTransport,
} from '../../lessons/06-delivery-limits/workbook/outages/transport.ts'
import { predictions } from '../../solutions/06-delivery-limits/predictions.ts'

/** How many entries are handled later than they could have been, and twice, by a stream. */
const LATE: Readonly<Record<Outage, number>> = {
  down: 20,
  away: 10,
  restarted: 0,
  persisted: 10,
  slow: 10,
  frozen: 10,
  'half-open': 10,
  replica: 0,
}
const RUNS = 20

function play(outage: Outage, transport: RedisTransport, client: Client, paceMs?: number) {
  const facts = inject('server')
  const server: Server = { ...facts, kind: 'server', version: '', can: new Set(facts.can), async stop() {} }
  return playOutage({ outage, transport, client, server, ...(paceMs && { paceMs }) })
}

for (const client of CLIENTS) {
  for (const outage of Object.keys(OUTAGES) as Outage[]) {
    test(`${outage}: what is lost is known to the last message (${client})`, async ({ skip }) => {
      const { counted, pubsub, streams } = predictions[outage]
      try {
        const { counts } = await play(outage, 'pubsub', client)
        expect(counts).toEqual({
          published: 20,
          counted,
          received: pubsub,
          twice: 0,
          late: 0,
          lost: 20 - pubsub,
        })
        expect((await play(outage, 'streams', client)).counts).toEqual({
          published: 20,
          counted: undefined,
          received: streams,
          // It was at work on the 5th, and nobody knows how far it came.
          twice: outage === 'frozen' ? 1 : 0,
          late: LATE[outage],
          lost: 20 - streams,
        })
      } catch (error) {
        if (error instanceof CannotShow) skip(error.message)
        throw error
      }
    })
  }

  test(`of ${RUNS} runs, each loses exactly the ten that were published while the subscriber was away (${client})`, async () => {
    for (let run = 0; run < RUNS; run++) {
      const deliveries = await play('away', 'pubsub', client)
      const lost = Array.from({ length: 20 }, (_, index) => index + 1).filter((one) => !deliveries.has(one))
      expect(lost).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
      expect(deliveries.counts).toMatchObject({ counted: 10, received: 10, twice: 0 })
    }
  })
}

test('the picture needs nothing but itself, and fits light and dark; no line of the timelines is too wide', async () => {
  const runs = []
  for (const transport of REDIS_TRANSPORTS) {
    const { counts, moments } = await play('away', transport, 'ioredis', 5)
    runs.push({ transport, counts, moments: fromTheFirst(moments) })
  }
  const recording: Recording = {
    command: 'npm run lesson 06 compare',
    outage: 'away',
    client: 'ioredis',
    redis: 'Redis <7>',
    paceMs: 5,
    runs,
  }
  const picture = pictureOf(recording)
  expect(picture.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|href|@import|url\(/)
  expect(picture).toContain('prefers-color-scheme: dark')
  expect(picture).toContain('Redis &lt;7&gt;')
  expect(picture.match(/class="sent"/g)).toHaveLength(40)
  expect(picture.match(/class="lost"/g)).toHaveLength(10)
  expect(picture.match(/class="handled"/g)).toHaveLength(30)
  for (const width of [60, 80, 120]) {
    const text = timelinesText(recording, width)
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width)
    expect(text).toContain('PUBLISH counted 10, 10 received, 10 lost')
  }
})
