import type { Check } from '#shared/checks/check.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { CREATED } from './names.ts'
import { eventRecorder, openTestBed, reportsHandlers, textOf } from './test-bed.ts'

/** IDs that careless code takes for something else. */
const IDS = ['constructor', '__proto__', 'toString', ' ', '0']

export const repeatedChecks: readonly Check<Subject>[] = [
  {
    id: '05.5-repeated',
    task: '05.5',
    title: 'an event with the same ID is handled once, and equal data with another ID is another event',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, channelOf } = bed
      const thrown = new Error('thrown by a handler')
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      const bad = eventRecorder(context, 'throws', (data) => {
        if (data === 1) throw thrown
      })
      for (const handler of [a, bad]) await listener.on(CREATED, handler)
      await bed.another('second listener').on(CREATED, b)
      const texts = [1, 2, 2].map((data) => textOf(CREATED, data))
      await context.burst(channelOf(CREATED), [texts[0]!, ...texts, ...texts, textOf(CREATED, 'end')])
      for (const handler of [a, bad, b]) {
        await context.receives(handler, [1, 2, 2, 'end'], {
          cause: (got) =>
            got.filter((data) => data === 1).length > 1
              ? 'You handle a copy. Remember more IDs than the last one.'
              : got.filter((data) => data === 2).length === 1
                ? 'You compare the data of events. Compare their IDs.'
                : got.length === 0 && handler === b
                  ? 'All your listeners share one memory of IDs, so the second one ignores every event.'
                  : undefined,
        })
      }
      // A program that doesn't know whether the event was sent emits it again.
      for (let i = 0; i < 3; i++) await bus.emit(CREATED, 'again', { id: 'mine' })
      for (const id of [...IDS, ...IDS]) await bus.emit(CREATED, id, { id })
      await bus.emit(CREATED, 'very end')
      for (const handler of [a, bad, b]) {
        await context.receives(handler, [1, 2, 2, 'end', 'again', ...IDS, 'very end'], {
          cause: (got) =>
            got.includes('constructor')
              ? undefined
              : 'You keep IDs in an object, which has a property "constructor" from the start. Use a Set.',
        })
      }
      await reportsHandlers(context, bed, [[thrown, channelOf(CREATED)]])
    },
  },
  {
    id: '05.5-answer-lost',
    task: '05.5',
    needsReconnect: true,
    title: 'if the reply to PUBLISH is lost and the event is sent again, it is handled once',
    async run(context, subject) {
      const { bus, listener, channelOf, proxy } = await openTestBed(context, subject)
      const sender = await openTestBed(context, subject, { namespace: channelOf('') })
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      context.log('the check drops the reply to PUBLISH')
      const held = sender.proxy.holdReply(allConnections, 'PUBLISH')
      const emitted = sender.bus.emit(CREATED, 'once', { id: 'once' })
      emitted.catch(() => {})
      await context.until('the event has reached Redis', () => held.state === 'caught')
      await context.receives(handler, ['once'])
      held.drop()
      sender.proxy.cut((link) => link === held.link, 'rst')
      // ioredis sends the command again. node-redis rejects it, and may reject others until it has reconnected.
      const passes = (sending: Promise<unknown>) =>
        sending.then(
          () => true,
          () => false,
        )
      let sent = await passes(emitted)
      await context.until('the event is sent again', async () => {
        sent ||= await passes(sender.bus.emit(CREATED, 'once', { id: 'once' }))
        return sent
      })
      await bus.emit(CREATED, 'end')
      await context.until('the handler receives the end', () => handler.messages.includes('end'))
      context.equal('what the handler received', handler.messages, ['once', 'end'])
      context.equal('whether the listener is still connected', proxy.links.size > 0, true)
    },
  },
  {
    id: '05.5-bounded',
    task: '05.5',
    title: 'at least `remember` IDs are remembered, and at most twice as many',
    async run(context, subject) {
      const bed = await openTestBed(context, subject, { remember: 10 })
      const { listener, channelOf } = bed
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      let next = 0
      const others = (count: number) => Array.from({ length: count }, () => `other ${++next}`)
      const texts = new Map<string, string>()
      const send = async (names: readonly string[]) => {
        for (const name of names) {
          const text = texts.get(name) ?? textOf(CREATED, name)
          texts.set(name, text)
        }
        await context.burst(
          channelOf(CREATED),
          names.map((name) => texts.get(name)!),
        )
      }
      const expected: string[] = []
      // 13 turns, so that a memory that is cleared in steps is tried at each step. In each turn, 9 other events come between.
      for (let turn = 1; turn <= 13; turn++) {
        const name = `event ${turn}`
        const between = [...others(9)]
        await send([name, ...between, name])
        expected.push(name, ...between)
        const one = others(1)
        await send(one)
        expected.push(...one)
      }
      await context.receives(handler, expected, {
        cause: (got) =>
          new Set(got).size < got.length
            ? 'You forget an ID too early: at least `remember` of the most recent IDs must stay known.'
            : undefined,
      })
      const many = others(20)
      const rest = handler.messages.length
      await send(['event 13', ...many, 'event 13', 'end'])
      await context.until('the end arrives', () => handler.messages.includes('end'))
      const after = handler.messages.slice(rest)
      // After 20 others, the event must be forgotten.
      context.equal(
        'the events after 20 others',
        after.filter((data) => !many.includes(String(data))).slice(-2),
        ['event 13', 'end'],
        { cause: 'You remember more than twice `remember` IDs. Forget the oldest ones.' },
      )
    },
  },
  {
    id: '05.5-default',
    task: '05.5',
    title: 'by default, more than a thousand IDs are remembered',
    async run(context, subject) {
      const { listener, channelOf } = await openTestBed(context, subject)
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      const texts = Array.from({ length: 1200 }, (_, index) => textOf(CREATED, index))
      await context.burst(channelOf(CREATED), [...texts, texts[0]!, textOf(CREATED, 'end')])
      await context.until('the end arrives', () => handler.messages.at(-1) === 'end')
      context.equal('the number of handled events', handler.got.length, texts.length + 1)
    },
  },
]
