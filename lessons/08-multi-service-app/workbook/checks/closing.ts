import http from 'node:http'
import net from 'node:net'
import type { Check } from '#shared/checks/check.ts'
import { deferred } from '#shared/core/deferred.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections, subscribers } from '#shared/redis/proxy.ts'
import { NO_LIMIT, REPLY_MS } from '#shared/testbed/limits.ts'
import type { Subject } from '../subject.ts'
import { NOPERM, RIGHT, TestBed, textOf } from '../test-bed/test-bed.ts'

const ORDER = RIGHT['order.placed'].body
const NOT_AWAITED = "close() doesn't wait for work in flight before it closes what the work needs."
const LEFT_OPEN = 'You leave connections open after graceMs. `server.closeAllConnections()` ends them.'
/** close() may take this long when nothing is in flight, in milliseconds. */
const CLOSED_MS = 3000
const placed = (userId: string) =>
  textOf('order.placed', { orderId: 'o-1', userId, item: 'a lamp', quantity: 1 }, { key: userId })

export const closingChecks: readonly Check<Subject>[] = [
  {
    id: '08.7-request',
    task: '08.7',
    title: 'the API responds to the request in flight before it closes, and accepts no other',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const api = await bed.api({ proxied: own, graceMs: 10_000 })
      await api.browser.does('/orders', ORDER)
      const held = own.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      // A browser that keeps its connection for more requests.
      const agent = new http.Agent({ keepAlive: true })
      context.cleanup(() => agent.destroy())
      const asking = api.browser.ask('/orders', { body: ORDER, agent, cause: NOT_AWAITED })
      asking.catch(() => {})
      await Promise.race([held.caught, asking])
      let closed = false
      const closing = Promise.all([api.service.close(), api.service.close()]).then(() => {
        closed = true
      })
      const { port } = new URL(api.service.url)
      await context.until('the API accepts no connections', async () => !(await connects(Number(port))), {
        cause: "close() doesn't call server.close() at once.",
      })
      context.equal('whether close() has resolved before the response', closed, false, { cause: NOT_AWAITED })
      held.release()
      const { status } = await asking
      context.equal('the status of the response', status, 201, { cause: NOT_AWAITED })
      await context.until('close() resolves after the last response', () => closed, {
        // Node closes an idle connection by itself after 5 s.
        withinMs: CLOSED_MS,
        cause: () =>
          Object.keys(agent.freeSockets).length > 0
            ? 'A browser keeps its connection for more requests, and it becomes idle after you call server.close(). From then on, close idle connections after each response.'
            : undefined,
      })
      await closing
    },
  },
  {
    id: '08.7-nothing-left',
    task: '08.7',
    title: 'close() closes all connections to Redis, even if a browser keeps its own open',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [apiWay, otherWay] = [await context.connectThroughProxy(), await context.connectThroughProxy()]
      let inspected = 0
      const api = await bed.api({
        proxied: apiWay,
        graceMs: 10_000,
        inspect: async () => {
          inspected++
          return { channels: new Map(), patterns: 0 }
        },
      })
      const agent = new http.Agent({ keepAlive: true })
      context.cleanup(() => agent.destroy())
      await api.browser.ask('/orders', { body: ORDER, agent })
      await api.browser.ask('/status', { method: 'GET', agent })
      const services = [
        await bed.logger({ proxied: otherWay }),
        await bed.notification({ proxied: otherWay }),
      ]
      for (const { service } of services) {
        await service.close()
        await service.close()
      }
      await context.until('the services have no connection to Redis', () => otherWay.proxy.links.size === 0, {
        cause: "close() doesn't close `pubsub`.",
      })
      await api.service.close()
      await api.service.close()
      await context.until('the API has no connection to Redis', () => apiWay.proxy.links.size === 0, {
        cause: "close() doesn't close the publisher, `shop`.",
      })
      context.equal('whether GET /status called inspect()', inspected > 0, true)
    },
  },
  {
    id: '08.7-in-flight',
    task: '08.7',
    title: 'the notification service finishes what it is sending, and takes no new events',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const gate = deferred<void>()
      const proxied = await context.connectThroughProxy()
      const service = await bed.notification({ proxied, graceMs: 10_000, send: () => gate.promise })
      const channel = bed.channelOf('order.placed')
      // Anna's second notification waits for her first one.
      for (const user of ['anna', 'anna', 'ben']) await context.publish(channel, placed(user))
      await context.until('two notifications are being sent', () => service.sent.messages.length >= 2)
      let closed = false
      const closing = service.service.close().then(() => {
        closed = true
      })
      // A malformed event sends no notification, and its count shows whether the service is subscribed.
      await context.until(
        'the service unsubscribes',
        async () => (await context.publish(channel, 'no event')) === 0,
        {
          cause: 'close() waits for the work before it unsubscribes.',
        },
      )
      await context.publish(channel, placed('too late'))
      context.equal('whether close() has resolved while a notification was being sent', closed, false, {
        cause: NOT_AWAITED,
      })
      // Whatever has begun to close would be closed by now.
      for (let i = 0; i < 20; i++) await context.subscribers(channel)
      context.equal('whether the service is still connected to Redis', proxied.proxy.links.size > 0, true, {
        cause: 'You close `pubsub` before `events`. The work in flight may still need it.',
      })
      gate.resolve()
      await closing
      context.equal('who was notified', service.sent.messages.map(({ userId }) => userId).sort(), [
        'anna',
        'anna',
        'ben',
      ])
    },
  },
  {
    id: '08.7-bounded',
    task: '08.7',
    title: 'close() waits for graceMs at most, even if work never ends',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [api, service] = await Promise.all([
        bed.api({ graceMs: 50 }),
        bed.notification({ graceMs: 50, send: () => new Promise(() => {}) }),
      ])
      await api.browser.does('/orders', ORDER)
      await context.until('a notification is being sent', () => service.sent.messages.length > 0)
      // A request that never ends.
      const { port } = new URL(api.service.url)
      const socket = net.connect({ host: '127.0.0.1', port: Number(port) })
      socket.on('error', () => {})
      let isOver = false
      socket.on('close', () => {
        isOver = true
      })
      context.cleanup(() => socket.destroy())
      let told = ''
      socket.setEncoding('utf8').on('data', (text: string) => {
        told += text
      })
      // The server confirms the headers, and waits for the body.
      const headers = [
        'Host: x',
        'Content-Type: application/json',
        'Content-Length: 99',
        'Expect: 100-continue',
      ]
      socket.write(`POST /orders HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
      await context.until('the server waits for the body', () => told.includes('100 Continue'))
      const closing = [api, service].map((one) => trackSettled(one.service.close()))
      await context.until('close() of the API with a graceMs of 50 resolves', closing[0]!, {
        withinMs: CLOSED_MS,
        cause:
          'You wait until the last connection has ended. Wait for graceMs at most: `inTime()` does that.',
      })
      await context.until('the API ends the request that never ends', () => isOver, { cause: LEFT_OPEN })
      await context.until('close() of the notification service with a graceMs of 50 resolves', closing[1]!, {
        withinMs: CLOSED_MS,
      })
      const kinds = service.problems.map(({ kind }) => kind).filter((kind) => kind !== 'handler')
      context.equal('the problems of other kinds than "handler"', kinds, [])
    },
  },
  {
    id: '08.7-down',
    task: '08.7',
    needsReconnect: true,
    title: 'close() resolves while Redis is down',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const [api, logger, notification] = await Promise.all([
        bed.api({ proxied: own, answerWithinMs: 50 }),
        bed.logger({ proxied: own }),
        bed.notification({ proxied: own }),
      ])
      await context.until('an order is logged', async () => {
        await api.browser.ask('/orders', { body: ORDER })
        return logger.lines.messages.length > 0
      })
      own.proxy.refuse()
      own.proxy.cut()
      context.log('the check takes Redis down')
      const { status } = await api.browser.ask('/orders', { body: ORDER })
      context.equal('the status of the response', status, 503)
      const services = [api.service, logger.service, notification.service]
      await Promise.all(services.map((service) => service.close()))
      await Promise.all(services.map((service) => service.close()))
    },
  },
  {
    id: '08.7-silent',
    task: '08.7',
    needsReconnect: true,
    title: 'close() resolves within a few seconds while Redis does not reply',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const started = await Promise.all([
        bed.api({ proxied: own, answerWithinMs: 50 }),
        bed.logger({ proxied: own }),
        bed.notification({ proxied: own }),
      ])
      await context.until('an order is logged', async () => {
        await started[0].browser.ask('/orders', { body: ORDER })
        return started[1].lines.messages.length > 0
      })
      const silence = own.proxy.silence(allConnections)
      context.log('the check makes Redis stop replying; connections stay open')
      const names = ['close() of the API', 'close() of the logger', 'close() of the notification service']
      await Promise.all(
        started.map(async ({ service }, at) => {
          const closing = service.close()
          await context.until(`${names[at]} resolves`, trackSettled(closing), {
            withinMs: REPLY_MS,
            cause: NO_LIMIT,
          })
          await closing
        }),
      )
      silence.stop()
      await context.until('all connections to Redis are closed', () => own.proxy.links.size === 0)
    },
  },
  {
    id: '08.7-refused',
    task: '08.7',
    title: 'close() resolves if Redis refuses UNSUBSCRIBE, and closes all connections',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const started = await Promise.all([
        bed.api({ proxied: own }),
        bed.logger({ proxied: own }),
        bed.notification({ proxied: own }),
      ])
      await started[0].browser.does('/orders', ORDER)
      for (const command of ['UNSUBSCRIBE', 'PUNSUBSCRIBE']) own.proxy.answer(allConnections, command, NOPERM)
      context.log('the check makes Redis refuse UNSUBSCRIBE and PUNSUBSCRIBE')
      for (const { service } of started) await service.close()
      await context.until('all connections to Redis are closed', () => own.proxy.links.size === 0)
      context.equal(
        'the problems of other kinds than "connection"',
        started
          .flatMap(({ problems }) => problems.map(({ kind }) => kind))
          .filter((kind) => kind !== 'connection'),
        [],
      )
    },
  },
]

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
