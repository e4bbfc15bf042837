import type { Check } from '#shared/checks/check.ts'
import { allConnections, type ProxyConnection } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { CREATED, SHIPPED } from './names.ts'
import { eachOnce, flushed } from './once.ts'
import { eventRecorder, openTestBed, reportsHandlers, reportsPayloads, textOf } from './test-bed.ts'

/** How many sets of similar names one check tries. */
const FAMILIES = 5

const byChannel = (link: ProxyConnection) => link.subscribed.size > 0

const byPattern = (link: ProxyConnection) => link.patterns.size > 0

const CHANGING =
  'You choose the subscription that calls a handler. If the choice changes while an event is on its way, the event is lost or handled twice. Call all handlers with the first copy, and ignore the second one.'

export const patternChecks: readonly Check<Subject>[] = [
  {
    id: '05.4-pattern',
    task: '05.4',
    title: 'onPattern() receives every event whose name matches, with its data and its envelope',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, channelOf } = bed
      const handler = eventRecorder(context, 'handler')
      await listener.onPattern('order:*', handler)
      await listener.onPattern('order:*', handler)
      context.equal('the result of emit()', await bus.emit(CREATED, 1, { id: 'one', key: 'k' }), 1, {
        cause: (count) => (count === 0 ? 'Your pattern lacks the namespace.' : undefined),
      })
      await bus.emit('order:eu:shipped', 2)
      context.equal(
        'the result of emit() for an event that does not match',
        await bus.emit('user:login', 'no order'),
        0,
        {
          cause: 'You subscribe to more than the pattern.',
        },
      )
      const channel = channelOf(CREATED)
      const bad = [
        '',
        'null',
        textOf(SHIPPED, 'of another event'),
        textOf('order:*', 'with the pattern as its name'),
      ]
      await context.burst(channel, [textOf(CREATED, 3), ...bad, textOf(CREATED, 3)])
      await bus.emit(CREATED, 'end')
      await context.receives(handler, [1, 2, 3, 3, 'end'], {
        cause: (got) =>
          got.length === 0
            ? "The events arrive, but handlersFor() doesn't return their handler. Call matches() with the pattern first, then the channel."
            : undefined,
      })
      const { id, event, key } = handler.events[0] ?? {}
      context.equal('the first envelope', { id, event, key }, { id: 'one', event: CREATED, key: 'k' })
      context.equal('the name of the second event', handler.events[1]?.event, 'order:eu:shipped')
      reportsPayloads(context, bed, channel, bad)
    },
  },
  {
    id: '05.4-once',
    task: '05.4',
    title: 'a handler receives an event once, even if several of its names and patterns match',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      // Code may pass by chance with one set of names. With several, it fails.
      await Promise.all(Array.from({ length: FAMILIES }, (_, at) => eachOnce(context, bed, `shop ${at + 1}`)))
    },
  },
  {
    id: '05.4-changing',
    task: '05.4',
    title: 'a handler receives each event once, even while its names and patterns change',
    async run(context, subject) {
      const { bus, listener, proxy } = await openTestBed(context, subject)
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      await listener.onPattern('order:*', handler)
      // With a single connection for both, no copy can be held back without the other.
      const isApart = ![...proxy.links].some((link) => byChannel(link) && byPattern(link))

      context.log('the check holds up the messages of patterns')
      if (isApart) proxy.stall(byPattern)
      await bus.emit(CREATED, 1)
      await context.receives(handler, [1])
      await listener.off(CREATED, handler)
      proxy.resume()
      await bus.emit(CREATED, 2)
      await context.receives(handler, [1, 2], { cause: CHANGING })

      await listener.on(CREATED, handler)
      context.log('the check holds up the messages of channels')
      if (isApart) proxy.stall(byChannel)
      await bus.emit(CREATED, 3)
      await context.until('the event arrives through the pattern', () => handler.messages.includes(3))
      await listener.offPattern('order:*', handler)
      proxy.resume()
      await bus.emit(CREATED, 'end')
      await context.receives(handler, [1, 2, 3, 'end'], { cause: CHANGING })
    },
  },
  {
    id: '05.4-at-once',
    task: '05.4',
    title: 'two handlers that are added to a pattern at the same time share one subscription',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      await Promise.all([listener.onPattern('order:*', a), listener.onPattern('order:*', b)])
      context.equal('the result of emit()', await bus.emit(CREATED, 1), 1)
      for (const handler of [a, b]) {
        await context.receives(handler, [1], {
          cause: (got) =>
            got.length === 0
              ? 'You await the subscription before you store the handler: two calls at once each find no set.'
              : undefined,
        })
      }
      await listener.onPattern('order:*', a)
      await listener.offPattern('order:*', a)
      await bus.emit(CREATED, 2)
      await context.receives(b, [1, 2])
      context.equal('what a received', a.messages, [1], {
        cause: "You count each onPattern(), so one offPattern() isn't enough.",
      })
      await listener.offPattern('order:*', b)
      context.equal('the result of emit() without handlers', await bus.emit(CREATED, 3), 0)
    },
  },
  {
    id: '05.4-off',
    task: '05.4',
    title:
      'offPattern() removes one handler from exactly this pattern, and the last one ends the subscription',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      await listener.onPattern('order:*', a)
      await listener.onPattern('order:*', b)
      await listener.onPattern('*:created', a)
      // A name and a pattern can be the same string.
      await listener.on('order:*', b)
      await listener.offPattern('*', a)
      await listener.offPattern('order:c*', a)
      await listener.offPattern(CREATED, a)
      await listener.off('*:created', a)
      await listener.off(CREATED, b)
      await listener.off('order:*', b)
      for (const event of [CREATED, SHIPPED]) await bus.emit(event, 1)
      for (const handler of [a, b]) await context.until('both events arrive', () => handler.got.length >= 2)
      await listener.offPattern('order:*', a)
      await listener.offPattern('order:*', a)
      for (const event of [SHIPPED, CREATED]) await bus.emit(event, 2)
      await context.receives(b, [1, 2], { channel: SHIPPED })
      await context.receives(b, [1, 2], { channel: CREATED })
      await context.receives(a, [1, 2], { channel: CREATED })
      await context.receives(a, [1], { channel: SHIPPED })
      await listener.offPattern('order:*', b)
      context.equal(`the result of emit(${SHIPPED}) without patterns`, await bus.emit(SHIPPED, 'late'), 0)
      context.equal(`the result of emit(${CREATED}) with one pattern left`, await bus.emit(CREATED, 'end'), 1)
      await context.receives(a, [1, 2, 'end'], { channel: CREATED })
      await listener.offPattern('*:created', a)
      context.equal(`the result of emit(${CREATED}) without patterns`, await bus.emit(CREATED, 'late'), 0)
      context.equal('the numbers of calls of a and b', [a.got.length, b.got.length], [4, 4])
    },
  },
  {
    id: '05.4-marks',
    task: '05.4',
    title: 'patterns match as in Redis, and only names of their own namespace',
    async run(context, subject) {
      const namespace = `${context.channel('s*p?[a]')}:`
      const bed = await openTestBed(context, subject, { namespace })
      const { bus, listener } = bed
      const patterns = ['a?c', '[ab]x', '[^a]x', '\\*', 'a.c', 'ö', '?', '??', 'x*z', 'constructor']
      const expected = [
        ['abc', 'a.c', 'a?c'],
        ['ax', 'bx'],
        ['bx', 'cx'],
        ['*'],
        ['a.c'],
        ['ö'],
        ['*', 'a'],
        ['ö', 'ax', 'bx', 'cx', 'xz'],
        ['xz', 'x:y:z', 'x\nz'],
        ['constructor'],
      ]
      const handlers = patterns.map((pattern) => eventRecorder(context, `handler of ${pattern}`))
      const any = eventRecorder(context, 'handler of all of them')
      for (const [index, pattern] of patterns.entries()) {
        await listener.onPattern(pattern, handlers[index]!)
        await listener.onPattern(pattern, any)
      }
      const names = [
        'abc',
        'a.c',
        'a?c',
        'ax',
        'bx',
        'cx',
        '*',
        'ö',
        'a',
        'xz',
        'x:y:z',
        'x\nz',
        'constructor',
      ]
      // Channels that match if the wildcards of the namespace aren't escaped.
      for (const other of [
        namespace.replace('*', '-'),
        namespace.replace('?', '-'),
        namespace.replace('[a]', 'a'),
      ]) {
        const count = await context.publish(`${other}abc`, textOf('abc', 'of another namespace'))
        context.equal('the count in another namespace', count, 0, {
          cause: "You don't escape the wildcards in the namespace. Use `full`.",
        })
      }
      for (const name of names) await bus.emit(name, name)
      const at = (name: string) => names.indexOf(name)
      for (const [index, handler] of handlers.entries()) {
        const sorted = [...expected[index]!].sort((one, two) => at(one) - at(two))
        await context.receives(handler, sorted, {
          cause: 'Your own matching differs from that of Redis. Use matches().',
        })
      }
      await context.receives(any, names)
      context.equal('the number of reports', bed.problems.length, 0)
      for (const [index, pattern] of patterns.entries()) {
        for (const handler of [handlers[index]!, any]) await listener.offPattern(pattern, handler)
      }
      context.equal('the result of emit() after offPattern()', await bus.emit('abc', 'late'), 0, {
        cause:
          'onPattern() and offPattern() use different names. Escape the namespace with literally() in both.',
      })
    },
  },
  {
    id: '05.4-failing',
    task: '05.4',
    title: 'a failing handler is reported once, even if a name and a pattern match',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, channelOf } = bed
      const thrown = new Error('thrown by a handler')
      const bad = eventRecorder(context, 'throws', (data) => {
        if (data === 'bad') throw thrown
      })
      const good = eventRecorder(context, 'good')
      for (const handler of [bad, good]) {
        await listener.onPattern('order:*', handler)
        await listener.on(CREATED, handler)
        await listener.onPattern('*:created', handler)
      }
      for (const data of [1, 'bad', 2]) await bus.emit(CREATED, data)
      await flushed(context, bed)
      for (const handler of [bad, good]) await context.receives(handler, [1, 'bad', 2])
      await reportsHandlers(context, bed, [[thrown, channelOf(CREATED)]])
    },
  },
  {
    id: '05.4-lost',
    task: '05.4',
    needsReconnect: true,
    title: 'after a lost connection, an event with a name and a pattern still arrives once',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, proxy } = bed
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      await listener.onPattern('order:*', handler)
      const count = await bus.emit(CREATED, 'before')
      await context.receives(handler, ['before'])
      context.log('the check resets every connection')
      proxy.cut(allConnections, 'rst')
      await proxy.settled()
      let sent = 0
      await context.until('Redis has as many subscriptions as before', async () => {
        sent++
        const text = textOf(CREATED, `meanwhile ${sent}`)
        return (await context.publish(bed.channelOf(CREATED), text)) === count
      })
      await context.burst(
        bed.channelOf(CREATED),
        ['same', 'same', 'end'].map((data) => textOf(CREATED, data)),
      )
      await context.until('the handler receives the last event', () => handler.messages.includes('end'))
      await flushed(context, bed)
      const after = handler.messages.slice(handler.messages.indexOf('same'))
      context.equal('the events afterwards', after, ['same', 'same', 'end'])
      const meanwhile = handler.messages.filter((data) => String(data).startsWith('meanwhile'))
      context.equal('the number of events in the meantime', meanwhile.length, new Set(meanwhile).size)
    },
  },
]
