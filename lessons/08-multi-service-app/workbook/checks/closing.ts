import http from 'node:http'
import net from 'node:net'
import type { Check } from '../../../../shared/checks/check.ts'
import { deferred } from '../../../../shared/checks/deferred.ts'
import { subscribers } from '../../../../shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { RIGHT, Town, textOf } from '../town/town.ts'

const ORDER = RIGHT['order.placed'].body
const placed = (userId: string) =>
  textOf('order.placed', { orderId: 'o-1', userId, item: 'a lamp', quantity: 1 }, { key: userId })

export const closingChecks: readonly Check<Subject>[] = [
  {
    id: '08.7-request',
    task: '08.7',
    title: 'the API answers the request that it has in hand before it closes, and takes no other',
    misconception: 'the connections to Redis or to the browsers are closed first',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const api = await town.api({ way: own, graceMs: 10_000 })
      await api.browser.does('/orders', ORDER)
      const held = own.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      // A browser that would keep its connection for more requests.
      const agent = new http.Agent({ keepAlive: true })
      kit.cleanup(() => agent.destroy())
      const asking = api.browser.ask('/orders', { body: ORDER, agent })
      asking.catch(() => {})
      await Promise.race([held.caught, asking])
      let closed = false
      const closing = Promise.all([api.service.close(), api.service.close()]).then(() => {
        closed = true
      })
      const { port } = new URL(api.service.url)
      await kit.until('nobody can connect any more', async () => !(await connects(Number(port))))
      kit.equal('whether close() has resolved before the request was answered', closed, false)
      held.release()
      const { status } = await asking
      kit.equal('the status of the answer', status, 201)
      await kit.until('close() resolves', () => closed)
      await closing
    },
  },
  {
    id: '08.7-nothing-left',
    task: '08.7',
    title: 'after close() there is no connection left, and a browser that keeps its own is no hindrance',
    misconception: 'something was opened by nobody who closes it, or a kept connection holds the server',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [apiWay, otherWay] = [await kit.way(), await kit.way()]
      let inspected = 0
      const api = await town.api({
        way: apiWay,
        graceMs: 10_000,
        inspect: async () => {
          inspected++
          return { channels: new Map(), patterns: 0 }
        },
      })
      const agent = new http.Agent({ keepAlive: true })
      kit.cleanup(() => agent.destroy())
      await api.browser.ask('/orders', { body: ORDER, agent })
      await api.browser.ask('/status', { method: 'GET', agent })
      const services = [await town.logger({ way: otherWay }), await town.notification({ way: otherWay })]
      for (const { service } of services) {
        await service.close()
        await service.close()
      }
      await kit.until('no connection of the services is left', () => otherWay.proxy.links.size === 0)
      await api.service.close()
      await api.service.close()
      await kit.until('no connection of the API is left', () => apiWay.proxy.links.size === 0)
      kit.equal('PUBSUB NUMSUB of receipts', await kit.subscribers(`${town.namespace}receipts`), 0)
      kit.equal('whether the API was asked for its status', inspected > 0, true)
      for (const { problems } of [api, ...services]) kit.equal('what was reported', problems, [])
    },
  },
  {
    id: '08.7-in-hand',
    task: '08.7',
    title: 'the notification service finishes what it is sending, gives the receipt, and takes nothing new',
    misconception: 'the connection is closed first, and the receipt cannot be given any more',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const gate = deferred<void>()
      const service = await town.notification({ graceMs: 10_000, send: () => gate.promise })
      const receipts = await kit.listener(`${town.namespace}receipts`)
      const channel = town.channelOf('order.placed')
      // The second one of the same user has come as well, and waits for the first.
      for (const user of ['anna', 'anna', 'ben']) await kit.publish(channel, placed(user))
      await kit.until('two are being sent', () => service.sent.messages.length >= 2)
      let closed = false
      const closing = service.service.close().then(() => {
        closed = true
      })
      // What is no event harms nobody, and its count shows who still listens.
      await kit.until('its subscription ends', async () => (await kit.publish(channel, 'no event')) === 0)
      await kit.publish(channel, placed('too late'))
      kit.equal('whether close() has resolved while something was being sent', closed, false)
      gate.resolve()
      await closing
      await kit.until('three receipts', () => receipts.messages.length >= 3)
      kit.equal('whom it has told', service.sent.messages.map(({ userId }) => userId).sort(), [
        'anna',
        'anna',
        'ben',
      ])
      kit.equal('how many receipts there are', receipts.messages.length, 3)
    },
  },
  {
    id: '08.7-bounded',
    task: '08.7',
    title: 'what never ends does not keep a service from closing: graceMs is the most',
    misconception: 'close() waits for all, and somebody hangs for ever',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [api, service] = await Promise.all([
        town.api({ graceMs: 50 }),
        town.notification({ graceMs: 50, send: () => new Promise(() => {}) }),
      ])
      await api.browser.does('/orders', ORDER)
      await kit.until('something is being sent', () => service.sent.messages.length > 0)
      // A request whose end never comes.
      const { port } = new URL(api.service.url)
      const socket = net.connect({ host: '127.0.0.1', port: Number(port) })
      socket.on('error', () => {})
      kit.cleanup(() => socket.destroy())
      let told = ''
      socket.setEncoding('utf8').on('data', (text: string) => {
        told += text
      })
      // The server says that it has the beginning, and waits for the rest.
      const headers = [
        'Host: x',
        'Content-Type: application/json',
        'Content-Length: 99',
        'Expect: 100-continue',
      ]
      socket.write(`POST /orders HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
      await kit.until('the server asks for the rest of a request', () => told.includes('100 Continue'))
      let closed = 0
      for (const one of [api, service]) void one.service.close().then(() => closed++)
      await kit.until('both have closed', () => closed === 2)
      const reported = service.problems.map((one) => [one.kind, 'channel' in one && one.channel])
      kit.equal('what was reported of the one that hangs', reported, [
        ['handler', town.channelOf('order.placed')],
      ])
    },
  },
  {
    id: '08.7-away',
    task: '08.7',
    waits: true,
    title: 'close() ends while Redis is away, and does not reject',
    misconception: 'closing in good order waits for an answer of Redis that cannot come',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const [api, logger, notification] = await Promise.all([
        town.api({ way: own, answerWithinMs: 50 }),
        town.logger({ way: own }),
        town.notification({ way: own }),
      ])
      await kit.until('an order is logged', async () => {
        await api.browser.ask('/orders', { body: ORDER })
        return logger.lines.messages.length > 0
      })
      own.proxy.refuse()
      own.proxy.cut()
      kit.log('the check: Redis goes away')
      const { status } = await api.browser.ask('/orders', { body: ORDER })
      kit.equal('the status of the answer', status, 503)
      const services = [api.service, logger.service, notification.service]
      await Promise.all(services.map((service) => service.close()))
      await Promise.all(services.map((service) => service.close()))
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
