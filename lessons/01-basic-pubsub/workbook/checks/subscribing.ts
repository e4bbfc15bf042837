import type { Check } from '#shared/checks/check.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { channelsOf, connect, NO_RIGHT, TEXTS } from './support.ts'

const LISTENER_EACH_TIME = 'You pass the client a new listener each time. Keep the first one.'

/** The checks of task 01.2. */
export const subscribingChecks: readonly Check<Contract>[] = [
  {
    id: '01.2-arrives',
    task: '01.2',
    title: 'the handler is called once, with the message and its channel',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const handler = context.recorder('handler')
      await pubsub.subscribe(news, handler)
      // Another check looks at whether subscribe() waits.
      await context.until('Redis has the subscription', async () => (await context.subscribers(news)) > 0)
      await pubsub.publish(news, 'hello')
      await context.receives(handler, ['hello'], {
        cause: (got) =>
          got[0] === news
            ? 'You swap message and channel. ioredis passes the channel first, node-redis the message.'
            : got.length === 2
              ? 'You add the message listener twice.'
              : undefined,
      })
      context.equal('the channel that the handler received', channelsOf(handler), [news])
    },
  },
  {
    id: '01.2-again',
    task: '01.2',
    title: 'subscribing the same handler again changes nothing',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const chat = context.channel('chat')
      const handler = context.recorder('handler')
      await Promise.all([pubsub.subscribe(chat, handler), pubsub.subscribe(chat, handler)])
      await pubsub.subscribe(chat, handler)
      await pubsub.publish(chat, 'hello')
      await pubsub.publish(chat, 'end')
      await context.receives(handler, ['hello', 'end'], {
        cause: (got) => (got[1] === 'hello' ? LISTENER_EACH_TIME : undefined),
      })
    },
  },
  {
    id: '01.2-acknowledged',
    task: '01.2',
    title: 'subscribe() resolves after Redis has confirmed the subscription',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const handler = context.recorder('handler')
      const other = context.recorder('other')
      await pubsub.subscribe(news, handler)
      context.equal('PUBSUB NUMSUB after subscribe() resolved', await context.subscribers(news), 1, {
        cause: "You neither await nor return the promise of the client's subscribe().",
      })
      context.log('the check delays everything that your connections send')
      proxy.stall()
      const resolved: string[] = []
      const subscribe = async (one: Recorder<string>, name = one.name) => {
        await pubsub.subscribe(chat, one)
        resolved.push(name)
      }
      // The third one changes nothing, and still has to wait.
      const subscribing = Promise.all([
        subscribe(handler),
        subscribe(other),
        subscribe(handler, 'handler again'),
      ])
      // It's awaited below.
      subscribing.catch(() => {})
      // Redis replies to the check's own connection meanwhile, so it had the time to reply to a SUBSCRIBE.
      for (let i = 0; i < 3; i++) {
        // Read before Redis is asked: a promise that resolves meanwhile can be right.
        const [early] = resolved
        const heard = (await context.subscribers(chat)) > 0
        if (early && !heard) {
          context.fail(`subscribe("chat", ${early}) resolved before Redis received the subscription`, {
            cause:
              early === handler.name
                ? "You neither await nor return the promise of the client's subscribe(). Anything published earlier is lost."
                : "You return early because the channel has a handler. That handler's SUBSCRIBE is still in flight.",
          })
        }
      }
      proxy.resume()
      await subscribing
      if ((await context.subscribers(chat)) === 0) {
        context.fail('subscribe() resolved, but Redis has no subscription')
      }
      await context.publish(news, 'one')
      await context.publish(chat, 'two')
      await context.receives(handler, ['one'], { channel: news })
      await context.receives(handler, ['two'], {
        channel: chat,
        cause: (got) => (got.length > 1 ? LISTENER_EACH_TIME : undefined),
      })
      context.equal('the number of calls to the handler', handler.got.length, 2)
    },
  },
  {
    id: '01.2-first',
    task: '01.2',
    title: 'the handler receives a message that arrives together with the confirmation',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      const handler = context.recorder('handler')
      context.log('the check holds back the reply to SUBSCRIBE')
      const answer = proxy.holdReply(allConnections, 'SUBSCRIBE')
      const subscribing = pubsub.subscribe(news, handler)
      await Promise.race([
        context.until('Redis has the subscription', async () => (await context.subscribers(news)) > 0),
        rejection(subscribing),
      ])
      await context.publish(news, 'first')
      // So that the message is as far as the reply: both go on in one piece.
      for (let i = 0; i < 3; i++) await context.subscribers(news)
      context.log('the check lets the reply pass, and the message behind it')
      answer.release()
      await subscribing
      await context.publish(news, 'end')
      await context.receives(handler, ['first', 'end'], {
        cause: (got) =>
          got[0] === 'end'
            ? "You add the handler after the client's subscribe() resolves. Add it before: the first message can arrive with the confirmation."
            : undefined,
      })
    },
  },
  {
    id: '01.2-late',
    task: '01.2',
    title: 'a handler receives messages published after it subscribed, and none from before',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const handler = context.recorder('handler')
      await pubsub.publish(news, 'early')
      await pubsub.subscribe(news, handler)
      await pubsub.publish(news, 'late')
      await context.receives(handler, ['late'], {
        cause: (got) =>
          got.includes('early') ? 'You store messages and replay them to new handlers.' : undefined,
      })
    },
  },
  {
    id: '01.2-each-its-own',
    task: '01.2',
    title: 'each handler receives exactly the messages on its channels',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      // One name is the beginning of another, and one contains a wildcard.
      const [news, more, star] = [
        context.channel('news'),
        context.channel('news:more'),
        context.channel('n*'),
      ]
      const a = context.recorder('a')
      const b = context.recorder('b')
      const both = context.recorder('both')
      await Promise.all([
        pubsub.subscribe(news, a),
        pubsub.subscribe(news, b),
        pubsub.subscribe(more, b),
        pubsub.subscribe(news, both),
        pubsub.subscribe(star, both),
      ])
      await context.burst(news, ['1', '1', '2'])
      await context.burst(more, ['3'])
      await context.burst(star, ['4'])
      for (const channel of [news, more, star]) await context.publish(channel, 'end')
      await context.receives(a, ['1', '1', '2', 'end'], { channel: news })
      await context.receives(b, ['1', '1', '2', 'end'], { channel: news })
      await context.receives(b, ['3', 'end'], { channel: more })
      await context.receives(both, ['1', '1', '2', 'end'], { channel: news })
      await context.receives(both, ['4', 'end'], { channel: star })
      context.equal(
        'the number of calls to a, b, and both',
        [a.got.length, b.got.length, both.got.length],
        [4, 6, 6],
        { cause: 'You call handlers for messages on other channels.' },
      )
    },
  },
  {
    id: '01.2-as-sent',
    task: '01.2',
    title: 'strings arrive unmodified, including the empty one, on a channel with any name',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const [news, odd] = [context.channel('news'), context.channel('zwölf\nÖfen 好')]
      const handler = context.recorder('handler')
      await pubsub.subscribe(news, handler)
      await pubsub.subscribe(odd, handler)
      await context.burst(news, [...TEXTS, 'end'])
      await context.burst(odd, ['odd', 'end'])
      await context.receives(handler, [...TEXTS, 'end'], {
        channel: news,
        cause: (got) =>
          typeof got.at(4) === 'object'
            ? 'You decode JSON in subscribe(). Only subscribeJson() should.'
            : !got.includes('')
              ? 'You treat the empty string as a missing message.'
              : undefined,
      })
      await context.receives(handler, ['odd', 'end'], { channel: odd })
    },
  },
  {
    id: '01.2-two',
    task: '01.2',
    title: 'two instances in one process have separate subscriptions',
    async run(context, subject) {
      const proxied = await context.connectThroughProxy()
      const { pubsub: first } = await connect(context, subject, proxied, 'first')
      const { pubsub: second } = await connect(context, subject, proxied, 'second')
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const ofFirst = context.recorder('first handler')
      const ofSecond = context.recorder('second handler')
      await first.subscribe(news, ofFirst)
      await second.subscribe(news, ofSecond)
      await second.subscribe(chat, ofSecond)
      context.equal('the count when both instances are subscribed', await first.publish(news, 'to both'), 2, {
        cause: 'Both instances share a connection. Keep it in a variable inside connect().',
      })
      context.equal('the count when one instance is subscribed', await second.publish(chat, 'to one'), 1)
      for (const channel of [news, chat]) await context.publish(channel, 'end')
      const cause = 'Both instances share their handlers. Keep them in a variable inside connect().'
      await context.receives(ofFirst, ['to both', 'end'], { cause })
      await context.receives(ofSecond, ['to both', 'end'], { channel: news, cause })
      await context.receives(ofSecond, ['to one', 'end'], { channel: chat, cause })
    },
  },
  {
    id: '01.2-refused',
    task: '01.2',
    title: 'subscribe() rejects if Redis refuses the subscription, and can be repeated',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      const handler = context.recorder('handler')
      const refusal = proxy.answer(allConnections, 'SUBSCRIBE', NO_RIGHT)
      await context.rejects('subscribe() that Redis refuses', pubsub.subscribe(news, handler), {
        cause: 'You catch the error from Redis, so the caller believes that messages will arrive.',
      })
      refusal.stop()
      await pubsub.subscribe(news, handler)
      await context.publish(news, 'end')
      await context.receives(handler, ['end'])
    },
  },
]

/** Rejects as `promise` does, and never resolves. */
function rejection(promise: Promise<unknown>): Promise<never> {
  return promise.then(() => new Promise<never>(() => {}))
}
