import net from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Accepted } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { RIGHT, TestBed } from '../test-bed/test-bed.ts'

/** This many requests are sent at once. */
const MANY = 30

export const acceptingChecks: readonly Check<Subject>[] = [
  {
    id: '08.1-accepted',
    task: '08.1',
    title: 'each request gets a 201 and publishes one event with the same ID',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser } = await bed.api()
      for (const [at, [event, { path, body }]] of Object.entries(RIGHT).entries()) {
        const listener = await context.listener(bed.channelOf(event))
        const listeners = [listener]
        // One more each time, so that the count differs.
        while (listeners.length <= at) listeners.push(await context.listener(bed.channelOf(event)))
        const answer = await browser.does(path, body)
        context.equal('the fields of the response', Object.keys(answer).sort(), ['id', 'subscriptions'])
        if (typeof answer.id !== 'string' || answer.id === '')
          context.fail(`the ID should be a string, but is ${String(answer.id)}`)
        context.equal(
          '"subscriptions", the count from PUBLISH',
          answer.subscriptions,
          bed.returned(event, listeners.length),
        )
        for (const one of listeners) {
          await context.until('the event arrives', () => one.messages.length > 0)
        }
        const envelope = eventIn(context, listener.messages[0]!)
        const own = {
          'user.created': { userId: answer.id },
          'order.placed': { orderId: answer.id },
          'payment.completed': { paymentId: answer.id },
        }[event]
        context.equal(
          'the name, the ID, and the data of the event',
          [envelope.event, envelope.id, envelope.data],
          [event, answer.id, { ...own, ...body }],
          {
            cause: ([, id]) =>
              id === answer.id
                ? undefined
                : 'You emit the event without your ID, so emit() creates another one. Pass { id, key }.',
          },
        )
        const { timestamp } = envelope
        if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) {
          context.fail(`the envelope's timestamp should be a date, but is ${JSON.stringify(timestamp)}`)
        }
        const key = event === 'user.created' ? answer.id : RIGHT['order.placed'].body.userId
        context.equal("the envelope's key, which is the ID of the user", envelope.key, key)
        context.equal(
          'how often the event arrived',
          listeners.map(({ messages }) => messages.length),
          listeners.map(() => 1),
        )
      }
    },
  },
  {
    id: '08.1-unmodified',
    task: '08.1',
    title: 'what a user has typed arrives unmodified',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser } = await bed.api()
      const listener = await context.listener(bed.channelOf('user.created'))
      const names = [
        ' Zoë  d’Ørsted ',
        '<b>Bobby</b>"; DROP',
        '张伟 🙂',
        'two\nlines \u2028 and \u0000',
        '*',
        '__proto__',
        'x'.repeat(100),
      ]
      for (const name of names) await browser.does('/users', { name })
      await context.until('all events arrive', () => listener.messages.length >= names.length)
      const got = listener.messages.map((text) => (eventIn(context, text).data as { name?: unknown }).name)
      context.equal('the names', got, names)
    },
  },
  {
    id: '08.1-at-once',
    task: '08.1',
    title: 'many requests at once publish one event each and share the connections to Redis',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser, proxy } = await bed.api()
      const listener = await context.listener(bed.channelOf('order.placed'))
      await browser.does('/orders', { userId: 'first', item: 'a lamp', quantity: 1 })
      await browser.ask('/nothing', { method: 'GET' })
      let connected = 0
      proxy.addListener((event) => {
        if (event.what === 'connected') connected++
      })
      const orders = Array.from({ length: MANY }, (_, at) => ({
        userId: `user ${at}`,
        item: 'a lamp',
        quantity: at + 1,
      }))
      const answers = await Promise.all(orders.map((order) => browser.does('/orders', order)))
      context.equal('the connections to Redis opened for these requests', connected, 0, {
        cause: 'You open a connection for each request. Open one, and share it.',
      })
      await context.until('all events arrive', () => listener.messages.length > MANY)
      const events = listener.messages.slice(1).map((text) => eventIn(context, text))
      const byId = (a: { id: unknown }, b: { id: unknown }) => (String(a.id) < String(b.id) ? -1 : 1)
      context.equal(
        'the events, sorted by ID',
        events.map(({ id, data }) => ({ id, data })).sort(byId),
        answers.map(({ id }: Accepted, at) => ({ id, data: { orderId: id, ...orders[at] } })).sort(byId),
      )
    },
  },
  {
    id: '08.1-confirmed',
    task: '08.1',
    title: 'a request gets its 201 only after Redis has confirmed the event',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser, proxy } = await bed.api()
      await browser.does('/users', { name: 'Anna' })
      const held = proxy.holdReply(() => true, 'PUBLISH')
      let answered = false
      const asking = browser.does('/users', { name: 'Ben' }).then((answer) => {
        answered = true
        return answer
      })
      asking.catch(() => {})
      await Promise.race([held.caught, asking])
      // Another round trip: a response that was sent early has arrived by now.
      await browser.ask('/nothing', { method: 'GET' })
      context.equal('whether the response came before the reply to PUBLISH', answered, false, {
        cause: 'You respond without awaiting publish().',
      })
      held.release()
      await asking
    },
  },
  {
    id: '08.1-loopback',
    task: '08.1',
    title: 'the API listens on 127.0.0.1 only',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser, service } = await bed.api()
      await browser.does('/users', { name: 'Anna' })
      const { hostname, port } = new URL(service.url)
      context.equal('the host of the url', hostname, '127.0.0.1')
      for (const host of otherAddresses()) {
        context.equal(`whether it can be reached at ${host}`, await accepts(host, Number(port)), false, {
          cause: 'You call listen() without an address, so it accepts connections from the whole network.',
        })
      }
    },
  },
]

/** The fields of an envelope. */
function eventIn(
  context: CheckContext,
  text: string,
): Record<'id' | 'event' | 'timestamp' | 'data' | 'key', unknown> {
  try {
    const value = JSON.parse(text) as unknown
    if (typeof value === 'object' && value !== null) return value as ReturnType<typeof eventIn>
  } catch {
    // Fails below.
  }
  return context.fail(`this message isn't an envelope: ${text}`)
}

/** Addresses that only reach a server that listens on all addresses. */
function otherAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const others = all.filter(({ address, family }) => family === 'IPv4' && !address.startsWith('127.'))
  return ['::1', ...others.map(({ address }) => address).slice(0, 1)]
}

/** False if nothing listens there, or if there is no such address. */
function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 500 })
    const end = (accepted: boolean) => {
      socket.destroy()
      resolve(accepted)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}
