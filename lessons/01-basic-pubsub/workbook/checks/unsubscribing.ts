import type { Check } from '#shared/checks/check.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { connect } from './support.ts'

/** The checks of task 01.4. */
export const unsubscribingChecks: readonly Check<Contract>[] = [
  {
    id: '01.4-one',
    task: '01.4',
    title: 'unsubscribe() removes one handler from one channel, and calling it again does nothing',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const a = context.recorder('a')
      const b = context.recorder('b')
      for (const channel of [news, chat]) {
        await pubsub.subscribe(channel, a)
        await pubsub.subscribe(channel, b)
      }
      // Again changes nothing, so one unsubscribe() is enough.
      await pubsub.subscribe(news, b)
      await pubsub.unsubscribe(news, a)
      await pubsub.unsubscribe(news, a)
      await pubsub.unsubscribe(news, context.recorder('never subscribed'))
      await pubsub.unsubscribe(context.channel('unknown'), a)
      context.equal('PUBSUB NUMSUB for news while b is subscribed', await context.subscribers(news), 1, {
        cause: (got) =>
          got === 0
            ? 'You unsubscribe the whole channel, although another handler still needs it. node-redis also does that if the listener that you pass is undefined.'
            : undefined,
      })
      await pubsub.publish(news, '1')
      await pubsub.publish(chat, '2')
      await context.receives(b, ['1'], { channel: news })
      await context.receives(b, ['2'], { channel: chat })
      await context.receives(a, ['2'], {
        cause: (got) =>
          got[0] === '1'
            ? "You don't pass the client's unsubscribe() the function that you subscribed, so it removes nothing."
            : undefined,
      })
      await pubsub.unsubscribe(news, b)
      context.equal('PUBSUB NUMSUB for news without handlers', await context.subscribers(news), 0, {
        cause: "You remove the last handler here, but don't unsubscribe from Redis, or don't wait for it.",
      })
      await pubsub.publish(chat, '3')
      await context.receives(b, ['2', '3'], { channel: chat })
      await pubsub.subscribe(news, b)
      await pubsub.publish(news, 'again')
      await context.receives(b, ['1', 'again'], { channel: news })
      await context.receives(a, ['2', '3'])
    },
  },
  {
    id: '01.4-during',
    task: '01.4',
    title: 'a handler can unsubscribe itself while it is called, without affecting the others',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const leaving: Promise<void>[] = []
      const once: Recorder<string> = context.recorder('once', () => {
        const left = pubsub.unsubscribe(news, once)
        // It's awaited below.
        left.catch(() => {})
        leaving.push(left)
      })
      const next = context.recorder('next')
      await pubsub.subscribe(news, once)
      await pubsub.subscribe(news, next)
      await context.burst(news, ['1', '2', '3'])
      await context.receives(next, ['1', '2', '3'], {
        cause: (got) =>
          got.length === 2 && !got.includes('1')
            ? "You remove the handler from the array that you're looping over, so the loop skips the next one."
            : undefined,
      })
      await Promise.all(leaving)
      await context.publish(news, 'end')
      await context.receives(next, ['1', '2', '3', 'end'])
      const late = once.messages.filter((message) => message === 'end')
      context.equal('the last message, as received by the unsubscribed handler', late, [])
    },
  },
  {
    id: '01.4-json',
    task: '01.4',
    title: 'unsubscribe() removes a handler that was added with subscribeJson()',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const got: unknown[] = []
      const gone = (message: unknown) => void got.push(message)
      const stays = context.recorder<unknown>('stays')
      await pubsub.subscribeJson(news, gone)
      await pubsub.subscribeJson(news, stays)
      await pubsub.unsubscribe(news, gone)
      await pubsub.publishJson(news, 'end')
      await context.receives<unknown>(stays, ['end'])
      context.equal('what the unsubscribed handler received', got, [], {
        cause:
          "subscribeJson() doesn't store its listener under the handler, so unsubscribe() can't find it.",
      })
      await pubsub.unsubscribe(news, stays)
      context.equal('PUBSUB NUMSUB without handlers', await context.subscribers(news), 0)
    },
  },
  {
    id: '01.4-all',
    task: '01.4',
    title: 'unsubscribeAll() removes every handler, and new ones can subscribe',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const old = context.recorder('old')
      const another = context.recorder('another old')
      await pubsub.unsubscribeAll()
      await pubsub.subscribe(news, old)
      await pubsub.subscribe(news, another)
      await pubsub.subscribe(chat, old)
      await pubsub.unsubscribeAll()
      context.equal(
        'PUBSUB NUMSUB of both',
        [await context.subscribers(news), await context.subscribers(chat)],
        [0, 0],
        {
          cause: 'You unsubscribe from only some of the channels, or return before Redis confirms.',
        },
      )
      const fresh = context.recorder('fresh')
      await pubsub.subscribe(news, fresh)
      await pubsub.publish(news, 'end')
      await context.receives(fresh, ['end'])
      context.equal('what the old handlers received', [old.messages, another.messages], [[], []], {
        cause:
          'You unsubscribe from Redis but keep the handlers in your Map, so the next subscribe() revives them.',
      })
      await pubsub.subscribe(news, old)
      await pubsub.publish(news, 'both')
      await context.receives(fresh, ['end', 'both'])
      await context.receives(old, ['both'])
    },
  },
  {
    id: '01.4-refused',
    task: '01.4',
    title: 'unsubscribe() and unsubscribeAll() reject if Redis refuses them',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const handler = context.recorder('handler')
      for (const channel of [news, chat]) await pubsub.subscribe(channel, handler)
      const refusal = proxy.answer(allConnections, 'UNSUBSCRIBE', 'NOPERM this user may not unsubscribe')
      const cause = 'You catch the error from Redis, so the caller believes that the subscription is gone.'
      await context.rejects('unsubscribe() that Redis refuses', pubsub.unsubscribe(news, handler), { cause })
      await context.rejects('unsubscribeAll() that Redis refuses', pubsub.unsubscribeAll(), { cause })
      refusal.stop()
      const fresh = context.recorder('fresh')
      await pubsub.subscribe(news, fresh)
      await context.publish(news, 'end')
      await context.receives(fresh, ['end'])
    },
  },
]
