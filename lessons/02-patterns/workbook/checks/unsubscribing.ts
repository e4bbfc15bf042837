import type { Check } from '#shared/checks/check.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import type { Contract } from '../../contract.ts'
import { connected, reportsHandlers } from './connected.ts'
import { patternRecorder } from './pattern-recorder.ts'

/** The checks of `punsubscribe()`. */
export const unsubscribingChecks: readonly Check<Contract>[] = [
  {
    id: '02.1-one',
    task: '02.1',
    title: 'punsubscribe() affects one handler on exactly one pattern, and can be called twice',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const chat = context.channel('chat')
      const [wide, narrow] = [`${chat}:*`, `${chat}:room:*`]
      const room = `${chat}:room:42`
      const a = patternRecorder(context, 'a')
      const b = patternRecorder(context, 'b')
      await pubsub.psubscribe(narrow, a)
      await pubsub.psubscribe(narrow, b)
      await pubsub.punsubscribe(wide, a)
      await context.publish(room, '1')
      await context.receives(a, ['1'])
      await pubsub.psubscribe(wide, a)
      await pubsub.punsubscribe(narrow, a)
      await pubsub.punsubscribe(narrow, a)
      await pubsub.punsubscribe(narrow, patternRecorder(context, 'never subscribed'))
      await pubsub.punsubscribe(`${chat}:?`, a)
      await context.publish(room, '2')
      await context.receives(b, ['1', '2'])
      await context.receives(a, ['1', '2'])
      context.equal('the patterns that a received', a.patterns, [narrow, wide])
      await pubsub.punsubscribe(wide, a)
      await context.publish(room, '3')
      await context.receives(b, ['1', '2', '3'])
      await pubsub.punsubscribe(narrow, b)
      context.equal('the count without handlers', await context.publish(room, 'unheard'), 0)
      await pubsub.psubscribe(narrow, b)
      await context.publish(room, 'again')
      await context.receives(b, ['1', '2', '3', 'again'])
      await context.receives(a, ['1', '2'])
    },
  },
  {
    id: '02.1-during',
    task: '02.1',
    title: 'a handler can unsubscribe itself while it runs, and the next handler still receives the message',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const chat = context.channel('chat')
      const leaving: Promise<void>[] = []
      const once: Recorder<string> = patternRecorder(context, 'once', () => {
        const left = pubsub.punsubscribe(`${chat}*`, once)
        // It is awaited below.
        left.catch(() => {})
        leaving.push(left)
      })
      const next = patternRecorder(context, 'next')
      await pubsub.psubscribe(`${chat}*`, once)
      await pubsub.psubscribe(`${chat}*`, next)
      await context.burst(chat, ['1', '2', '3'])
      await context.receives(next, ['1', '2', '3'])
      await Promise.all(leaving)
      await context.publish(chat, 'end')
      await context.receives(next, ['1', '2', '3', 'end'])
      const late = once.messages.filter((message) => message === 'end')
      context.equal('the last message, as received by the unsubscribed handler', late, [])
    },
  },
  {
    id: '02.1-at-once',
    task: '02.1',
    title: 'a handler that subscribes while the last one unsubscribes keeps receiving messages',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const old = patternRecorder(context, 'old')
      const fresh = patternRecorder(context, 'new')
      for (const channel of [news, chat]) await pubsub.psubscribe(`${channel}*`, old)
      await Promise.all([
        pubsub.punsubscribe(`${news}*`, old),
        pubsub.psubscribe(`${news}*`, fresh),
        pubsub.psubscribe(`${chat}*`, fresh),
        pubsub.punsubscribe(`${chat}*`, old),
      ])
      for (const channel of [news, chat]) await context.publish(channel, 'end')
      await context.receives(fresh, ['end'], { channel: news })
      await context.receives(fresh, ['end'], { channel: chat })
      context.equal('the messages received by the unsubscribed handler', old.messages, [])
    },
  },
  {
    id: '02.1-all',
    task: '02.1',
    title: 'unsubscribeAll() ends channels and patterns, and you can subscribe again',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const old = patternRecorder(context, 'old')
      const another = patternRecorder(context, 'another old')
      const ofChannel = context.recorder('old, on a channel')
      await pubsub.psubscribe(`${news}*`, old)
      await pubsub.psubscribe(`${news}*`, another)
      await pubsub.psubscribe(`${chat}*`, old)
      await pubsub.subscribe(news, ofChannel)
      await pubsub.unsubscribeAll()
      const counts = async () => [
        await context.publish(news, 'unheard'),
        await context.publish(chat, 'unheard'),
      ]
      context.equal('the counts on news and on chat after unsubscribeAll()', await counts(), [0, 0], {
        cause: ([onNews, onChat]) => {
          if (onChat) return 'You end the channels, but not the patterns.'
          return onNews === 1 ? 'You end the patterns, but not the channels.' : undefined
        },
      })
      await pubsub.unsubscribeAll()
      const fresh = patternRecorder(context, 'fresh')
      await pubsub.psubscribe(`${news}*`, fresh)
      await context.publish(news, 'end')
      await context.receives(fresh, ['end'])
      context.equal(
        'the messages received by the old handlers',
        [old, another, ofChannel].map(({ messages }) => messages),
        [[], [], []],
        { cause: "You don't forget the handlers of the ended subscriptions." },
      )
      await pubsub.psubscribe(`${news}*`, old)
      await context.publish(news, 'both')
      await context.receives(fresh, ['end', 'both'])
      await context.receives(old, ['both'])
      await pubsub.unsubscribeAll()
      context.equal('the counts, after patterns only', await counts(), [0, 0])
    },
  },
  {
    id: '02.1-all-awaited',
    task: '02.1',
    title: 'unsubscribeAll() resolves after Redis has ended the patterns',
    async run(context, subject) {
      const { pubsub, proxy } = await connected(context, subject)
      const news = context.channel('news')
      await pubsub.psubscribe(`${news}*`, patternRecorder(context, 'old'))
      context.log('the check delays everything that the connection with the pattern sends')
      proxy.stall((link) => link.patterns.size > 0)
      let resolved = false
      const ending = pubsub.unsubscribeAll().then(() => {
        resolved = true
      })
      // It is awaited below.
      ending.catch(() => {})
      for (let i = 0; i < 5; i++) {
        const early = resolved
        const counts = (await context.publish(news, 'still there')) > 0
        if (early && counts) context.fail('unsubscribeAll() resolved while Redis still had the pattern')
      }
      proxy.resume()
      await ending
      context.equal('the count afterwards', await context.publish(news, 'unheard'), 0)
    },
  },
  {
    id: '02.1-anything',
    task: '02.1',
    title: 'anything that a handler throws is reported, even undefined',
    async run(context, subject) {
      const { pubsub, problems } = await connected(context, subject)
      const chat = context.channel('chat')
      const things: Record<string, unknown> = {
        'an Error': new Error('thrown by a handler'),
        undefined: undefined,
        null: null,
        'a string': 'out of paper',
        zero: 0,
      }
      const handler = patternRecorder(context, 'handler', (message) => {
        if (message in things) throw things[message]
      })
      await pubsub.psubscribe(`${chat}*`, handler)
      const messages = [...Object.keys(things), 'end']
      await context.burst(chat, messages)
      await context.receives(handler, messages)
      await reportsHandlers(
        context,
        problems,
        Object.values(things).map((thing) => [thing, chat]),
      )
    },
  },
]
