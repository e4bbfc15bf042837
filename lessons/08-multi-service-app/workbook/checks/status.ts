import type { Check } from '#shared/checks/check.ts'
import type { ServiceStatus } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { RIGHT, TestBed } from '../test-bed/test-bed.ts'

export const statusChecks: readonly Check<Subject>[] = [
  {
    id: '08.5-channels',
    task: '08.5',
    title:
      'GET /status shows the channels of this shop with their subscribers, and the patterns of the server',
    async run(context, subject) {
      const bed = new TestBed(context, subject, 'to[wv]n')
      const [{ browser }] = await Promise.all([bed.api(), bed.notification(), bed.logger()])
      await bed.notification()
      for (const one of ['shop:order.placed', 'shop:quiet']) await context.listener(`${bed.namespace}${one}`)
      for (const one of ['foreign', 'tovn:foreign']) await context.listener(context.channel(one))
      await context.listener(`${context.channel('x')}:${bed.namespace}foreign`)
      const status = await browser.statusShows('two notification services', (one) =>
        one.services?.some(({ name, connected }) => name === 'notification' && connected === 2),
      )
      context.equal('"redis"', status.redis, 'up')
      const names = status.channels.map(({ name }) => name)
      context.equal('the names of "channels", sorted', names, [...names].sort(byName))
      for (const { name, subscribers } of status.channels) {
        const count = await context.subscribers(bed.namespace + name)
        context.equal(`the subscribers of "${name}", compared with PUBSUB NUMSUB`, subscribers, count)
        if (count === 0) context.fail(`"channels" contains "${name}", which has no subscribers`)
      }
      const expected = ['service:logger', 'service:notification', 'shop:order.placed', 'shop:quiet']
      context.equal(
        'the channels that are missing',
        expected.filter((name) => !names.includes(name)),
        [],
      )
      context.equal(
        'the channels of other applications',
        names.filter((name) => name.includes('foreign')),
        [],
      )
      if (!(status.patterns >= 1)) context.fail(`"patterns" should be at least 1, but is ${status.patterns}`)
      context.equal('"services"', status.services.map(shortly), ['notification 2', 'logger 1'])
    },
  },
  {
    id: '08.5-asked',
    task: '08.5',
    title: 'GET /status shows what inspect() returns now, and says that Redis is down if it rejects',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      let isDown = false
      const { browser } = await bed.api({
        async inspect() {
          if (isDown) throw new Error('Redis is down.')
          const channels = { 'shop:quiet': 3, 'service:logger': 2 }
          const named = Object.entries(channels).map(
            ([name, count]) => [bed.namespace + name, count] as const,
          )
          return { channels: new Map(named), patterns: 41 }
        },
      })
      const shown = async () => {
        const { redis, services, channels, patterns } = await browser.status()
        return { redis, services: services.map(shortly), channels, patterns }
      }
      context.equal('the status', await shown(), {
        redis: 'up',
        services: ['notification 0', 'logger 2'],
        channels: [
          { name: 'service:logger', subscribers: 2 },
          { name: 'shop:quiet', subscribers: 3 },
        ],
        patterns: 41,
      })
      isDown = true
      context.log('the check makes inspect() reject from now on')
      context.equal('the status then', await shown(), {
        redis: 'down',
        services: ['notification 0', 'logger 0'],
        channels: [],
        patterns: 0,
      })
    },
  },
  {
    id: '08.5-last',
    task: '08.5',
    title: 'GET /status shows the last 20 events, the latest first, and counts all of them',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser } = await bed.api()
      const ids: string[] = []
      const event = Object.keys(RIGHT) as (keyof typeof RIGHT)[]
      for (let at = 0; at < 23; at++) {
        const { path, body } = RIGHT[event[at % 3]!]
        ids.unshift((await browser.does(path, body)).id)
      }
      const status = await browser.status()
      context.equal(
        'the IDs of "events"',
        status.events.map(({ id }) => id),
        ids.slice(0, 20),
      )
      context.equal(
        'the two latest events',
        status.events.slice(0, 2).map((one) => [one.event, one.confirmed]),
        [
          ['order.placed', true],
          ['user.created', true],
        ],
      )
      context.equal('"published"', status.published, 23)
    },
  },
]

function shortly({ name, connected }: ServiceStatus): string {
  return `${name} ${connected}`
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1
}
