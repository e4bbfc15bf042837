import net from 'node:net'
import { inspect } from 'node:util'
import type { Check } from '#shared/checks/check.ts'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { BasicPubSub, Contract } from '../contract.ts'
import { REPLY_MS, RETRY_MS } from './limits.ts'

/** Strings that code could change on the way: empty, beyond ASCII, with line ends, JSON, a zero byte. */
const TEXTS = ['hello', '', 'zwölf Öfen, 好', 'two\nlines\r\n', '{"not":"decoded"}', '\u0000']

const WAITS_FOREVER =
  'You set no limit for the reply. node-redis limits only the time in its queue; ioredis has the option commandTimeout.'
const WAITS_AFTERWARDS =
  'You set no limit for SUBSCRIBE, or you await your cleanup, which waits for Redis as well.'
const CLEARED_LATE =
  'You remove handlers after the await, and with them one that has subscribed meanwhile. Remove them before it.'
const LISTENER_EACH_TIME = 'You pass the client a new listener each time. Keep the first one.'
const NO_RIGHT = 'NOPERM this user has no permissions to access one of the channels used as arguments'

async function connect(
  context: CheckContext,
  subject: Contract,
  proxied?: ProxiedConnection,
  name = 'pubsub',
): Promise<ProxiedConnection & { pubsub: BasicPubSub }> {
  const { base, proxy, problems } = proxied ?? (await context.connectThroughProxy())
  const pubsub = context.trackCalls(name, await subject.connect(base))
  return { pubsub, base, proxy, problems }
}

export const checks: readonly Check<Contract>[] = [
  {
    id: '01.1-count',
    task: '01.1',
    title: 'publish() sends the string unmodified and resolves with the count from Redis',
    async run(context, subject) {
      const proxied = await context.connectThroughProxy()
      // The namespace is for names that the learner's code makes up. A channel from the caller already contains it.
      const base = { ...proxied.base, namespace: `${proxied.base.namespace}elsewhere:` }
      const { pubsub } = await connect(context, subject, { ...proxied, base })
      const news = context.channel('news')
      const cause = "You resolve with something other than what the client's publish() resolves with."
      context.equal(
        'the count without a subscriber',
        await pubsub.publish(news, 'nothing is subscribed'),
        0,
        {
          cause,
        },
      )
      const first = await context.listener(news)
      context.equal('the count with one subscriber', await pubsub.publish(news, 'one'), 1, { cause })
      await context.listener(news)
      await context.patternListener(news)
      context.equal(
        'the count with two subscribers to the channel and one to a pattern',
        await pubsub.publish(news, 'three'),
        3,
        { cause },
      )
      for (const text of TEXTS) await pubsub.publish(news, text)
      await pubsub.publish(news, 'end')
      await context.receives(first, ['one', 'three', ...TEXTS, 'end'])
    },
  },
  {
    id: '01.1-at-once',
    task: '01.1',
    title: 'messages from concurrent publish() calls all arrive, and each call resolves with its own count',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const [news, empty] = [context.channel('news'), context.channel('empty')]
      const listener = await context.listener(news)
      const texts = Array.from({ length: 20 }, (_, i) => `message ${i}`)
      const counts = await Promise.all(
        texts.flatMap((text) => [pubsub.publish(news, text), pubsub.publish(empty, text)]),
      )
      context.equal(
        'the counts',
        counts,
        texts.flatMap(() => [1, 0]),
        { cause: 'You keep the count in a variable that concurrent calls share.' },
      )
      await pubsub.publish(news, 'end')
      await context.until('the subscriber receives the last message', () => listener.messages.includes('end'))
      // In any order: they can have been sent on several connections.
      context.equal(
        'what the subscriber received, sorted',
        [...listener.messages].sort(),
        [...texts, 'end'].sort(),
      )
    },
  },
  {
    id: '01.1-json',
    task: '01.1',
    title: 'publishJson() sends a value as JSON and resolves with the count',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const listener = await context.listener(news)
      const values = [{ userId: 123, tags: ['a', null] }, 'text', 7, null, false, []]
      for (const value of values)
        context.equal(`the count for ${JSON.stringify(value)}`, await pubsub.publishJson(news, value), 1, {
          cause: "You don't return what publish() resolves with.",
        })
      await context.until(
        'the subscriber receives as many messages as there are values',
        () => listener.got.length >= values.length,
      )
      context.equal('what the subscriber received, decoded', listener.messages.map(decoded), values, {
        cause: (got) =>
          got.includes('[object Object]')
            ? 'You pass the object to the client, which turns it into "[object Object]". Convert it with JSON.stringify() first.'
            : undefined,
      })
    },
  },
  {
    id: '01.1-no-json',
    task: '01.1',
    title: 'publishJson() rejects a value that JSON cannot represent, and sends nothing',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const listener = await context.listener(news)
      for (const value of [undefined, () => {}, 1n]) {
        const error = await context.rejects(
          `publishJson() of ${typeof value}`,
          pubsub.publishJson(news, value),
          {
            cause:
              typeof value === 'bigint'
                ? undefined
                : "You send what JSON.stringify() returns without looking at it: for this value, it's undefined.",
          },
        )
        if (!(error instanceof TypeError))
          context.fail(
            `publishJson() of ${typeof value} should reject with a TypeError, but rejected with ${error}`,
          )
      }
      await pubsub.publishJson(news, 'end')
      await context.receives(listener, ['"end"'], {
        cause: 'You publish before you know whether JSON can represent the value.',
      })
    },
  },
  {
    id: '01.1-refused',
    task: '01.1',
    title: 'publish() and publishJson() reject if Redis refuses the message',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      const refusal = proxy.answer(allConnections, 'PUBLISH', NO_RIGHT)
      const cause = 'You catch the error from Redis, so the caller believes that the message was sent.'
      await context.rejects('publish() that Redis refuses', pubsub.publish(news, 'refused'), { cause })
      await context.rejects('publishJson() that Redis refuses', pubsub.publishJson(news, 'refused'), {
        cause,
      })
      refusal.stop()
      context.equal('the count after Redis accepts messages again', await pubsub.publish(news, 'accepted'), 0)
    },
  },
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
  {
    id: '01.3-bad-json',
    task: '01.3',
    title: 'invalid JSON is reported as payload, and the messages around it arrive',
    async run(context, subject) {
      const { pubsub, problems } = await connect(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const handler = context.recorder<unknown>('handler')
      const other = context.recorder<unknown>('other')
      await pubsub.subscribeJson(news, handler)
      await pubsub.subscribeJson(chat, other)
      await context.burst(news, ['1', '{"a":', '{"b":2}', '', 'null', '"end"'])
      await context.burst(chat, ['true', '"end"'])
      await context.receives(handler, [1, { b: 2 }, null, 'end'], {
        cause: (got) =>
          got.includes(undefined)
            ? 'Your code continues after it reports the bad message. Return there.'
            : got.length < 4
              ? 'JSON.parse() throws inside the client. Catch the error in your listener.'
              : undefined,
      })
      await context.receives(other, [true, 'end'])
      context.equal(
        'the channels that both received',
        [channelsOf(handler), channelsOf(other)],
        [[news], [chat]],
      )
      context.equal(
        'what was reported',
        problems.map((problem) => [
          problem.kind,
          'payload' in problem && problem.payload,
          'channel' in problem && problem.channel,
        ]),
        [
          ['payload', '{"a":', news],
          ['payload', '', news],
        ],
      )
    },
  },
  {
    id: '01.3-throws',
    task: '01.3',
    title: 'a handler that throws or rejects is reported as handler, and other handlers are unaffected',
    async run(context, subject) {
      const { pubsub, problems } = await connect(context, subject)
      const [news, text] = [context.channel('news'), context.channel('text')]
      const thrown = new Error('thrown by a handler')
      const rejected = new SyntaxError('rejected by a handler')
      const failing = <T>(name: string, fail: (error?: never) => unknown) =>
        context.recorder<T>(name, (message) => (message === 'bad' ? fail() : undefined))
      const throwing = () => {
        throw thrown
      }
      const rejecting = async () => {
        await null
        throw rejected
      }
      const json = [
        failing<unknown>('throws', throwing),
        failing<unknown>('rejects', rejecting),
        context.recorder<unknown>('good'),
      ]
      for (const handler of json) await pubsub.subscribeJson(news, handler)
      const texts = [
        failing<string>('throws on strings', throwing),
        failing<string>('rejects on strings', rejecting),
        context.recorder('good on strings'),
      ]
      for (const handler of texts) await pubsub.subscribe(text, handler)
      const messages = ['1', 'bad', '2', '3', 'end']
      await context.burst(
        news,
        messages.map((message) => JSON.stringify(message)),
      )
      await context.burst(text, messages)
      for (const handler of json) await context.receives<unknown>(handler, messages)
      for (const handler of texts) await context.receives(handler, messages)
      await context.until('all four errors are reported', () => problems.length >= 4, {
        cause: () =>
          problems.some(({ error }) => error === rejected)
            ? undefined
            : "You don't await the handler inside the try block, so its promise rejects outside.",
      })
      context.equal(
        'the kinds reported',
        problems.map((problem) => problem.kind),
        Array(4).fill('handler'),
        {
          cause: (got) =>
            got.includes('payload')
              ? 'Your try block around JSON.parse() also contains the call to the handler.'
              : undefined,
        },
      )
      context.equal(
        'the number of reports of each error',
        [thrown, rejected].map((error) => problems.filter((p) => p.error === error).length),
        [2, 2],
      )
      context.equal(
        'the channels reported',
        problems.map((problem) => 'channel' in problem && problem.channel).sort(),
        [news, news, text, text],
      )
    },
  },
  {
    id: '01.3-slow',
    task: '01.3',
    title: 'neither other handlers nor the next message wait for a slow handler',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const never = context.recorder<unknown>('never done', () => new Promise(() => {}))
      const quick = context.recorder<unknown>('quick')
      await pubsub.subscribeJson(news, never)
      await pubsub.subscribeJson(news, quick)
      for (const message of ['1', '2', '"end"']) await context.publish(news, message)
      await context.receives<unknown>(never, [1, 2, 'end'], {
        cause: (got) => (got.length === 1 ? 'You await the handler, so the next message waits.' : undefined),
      })
      await context.receives<unknown>(quick, [1, 2, 'end'])
    },
  },
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
            ? 'You unsubscribe the whole channel, although another handler still needs it.'
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
  {
    id: '01.5-fin',
    task: '01.5',
    needsReconnect: true,
    title: 'a connection that is closed cleanly (FIN) is reported, and its subscriptions continue',
    run: (context, subject) => survives(context, subject, 'fin'),
  },
  {
    id: '01.5-rst',
    task: '01.5',
    needsReconnect: true,
    title: 'a connection that is reset (RST) is reported, and its subscriptions continue',
    run: (context, subject) => survives(context, subject, 'rst'),
  },
  {
    id: '01.5-away',
    task: '01.5',
    needsReconnect: true,
    title: 'connect() keeps trying while Redis is down, and reports each failure',
    async run(context, subject) {
      const proxied = await context.connectThroughProxy()
      context.log('the check takes Redis down')
      proxied.proxy.refuse()
      let ended: string | undefined
      const connecting = connect(context, subject, proxied)
      connecting.then(
        () => {
          ended = 'connect() resolved while Redis was down'
        },
        (error: unknown) => {
          ended = `connect() gave up while Redis was down: ${describe(error)}`
        },
      )
      // For a second: code that gives up after a few quick attempts does so in this time.
      const begun = performance.now()
      await context.until(
        'report() with kind "connection" for each failure while Redis is down',
        () => ended !== undefined || (lost(proxied).length >= 3 && performance.now() - begun > 1000),
        { withinMs: 2 * RETRY_MS },
      )
      if (ended) {
        context.fail(ended, {
          cause: ended.includes('resolved')
            ? "You don't wait until the client is ready."
            : 'You give up after the first attempt. node-redis: listen for `error` before you connect. ioredis: connect() tries once, so wait for `ready` instead.',
        })
      }
      context.log('the check brings Redis back')
      proxied.proxy.accept()
      const { pubsub } = await connecting
      context.equal(
        'the count of publish() afterwards',
        await pubsub.publish(context.channel('news'), 'back'),
        0,
      )
    },
  },
  {
    id: '01.6-close',
    task: '01.6',
    title: 'close() leaves no connection open, and calling it again does nothing',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      const handler = context.recorder('handler')
      await pubsub.subscribe(news, handler)
      await pubsub.publish(news, 'last message')
      await context.receives(handler, ['last message'])
      await pubsub.close()
      await context.until('every connection is closed', () => proxy.links.size === 0, {
        cause: () => (proxy.links.size === 1 ? 'You close only one of the two clients.' : undefined),
      })
      await pubsub.close()
      await proxy.settled()
      context.equal('PUBSUB NUMSUB afterwards', await context.subscribers(news), 0)
    },
  },
  {
    id: '01.6-away',
    task: '01.6',
    needsReconnect: true,
    title: 'close() resolves while Redis is down, and nothing connects afterwards',
    async run(context, subject) {
      const proxied = await connect(context, subject)
      const { pubsub, proxy, problems } = proxied
      const witness = await connect(context, subject)
      const connections = witness.proxy.links.size
      const both = [proxy, witness.proxy]
      const news = context.channel('news')
      await pubsub.publish(news, 'first')
      context.log('the check takes Redis down')
      for (const one of both) {
        one.refuse()
        one.cut()
      }
      await context.until('report() with kind "connection"', () => lost({ problems }).length > 0)
      // Redis never replies to this one. Whether it rejects or waits doesn't matter here.
      pubsub.publish(news, 'in flight').catch(() => {})
      await closes(context, pubsub)
      await staysClosed(context, proxied, witness, connections)
    },
  },
  {
    id: '01.6-silent',
    task: '01.6',
    needsReconnect: true,
    title: 'close() resolves if a reply never comes',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      await pubsub.subscribe(news, context.recorder('handler'))
      context.log('the check freezes Redis, and the connections stay open')
      const silence = proxy.silence()
      // Redis never replies to this one. Whether it rejects or waits doesn't matter here.
      pubsub.publish(news, 'in flight').catch(() => {})
      await closes(context, pubsub)
      silence.stop()
      await context.until('every connection is closed', () => proxy.links.size === 0)
    },
  },
  {
    id: '01.6-two',
    task: '01.6',
    title: 'close() of one instance leaves the connections of another open',
    async run(context, subject) {
      const proxied = await context.connectThroughProxy()
      const { pubsub: first } = await connect(context, subject, proxied, 'first')
      const { pubsub: second } = await connect(context, subject, proxied, 'second')
      const news = context.channel('news')
      const handler = context.recorder('second handler')
      await second.subscribe(news, handler)
      await first.close()
      context.equal(
        'the count when the second instance publishes',
        await second.publish(news, 'still here'),
        1,
      )
      await context.receives(handler, ['still here'])
    },
  },
  {
    id: '01.7-refused-handler',
    task: '01.7',
    title: 'a handler whose subscription was refused is not called after a later subscription',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      const refused = context.recorder('refused')
      const refusal = proxy.answer(allConnections, 'SUBSCRIBE', NO_RIGHT)
      await context.rejects('subscribe() that Redis refuses', pubsub.subscribe(news, refused))
      refusal.stop()
      const accepted = context.recorder('accepted')
      await pubsub.subscribe(news, accepted)
      await context.publish(news, 'one')
      await context.receives(accepted, ['one'])
      context.equal('what the refused handler received', refused.messages, [], {
        cause: "You keep the refused handler, so the channel's next subscription calls it.",
      })
      await pubsub.subscribe(news, refused)
      await context.publish(news, 'two')
      await context.receives(refused, ['two'])
      await context.receives(accepted, ['one', 'two'])
    },
  },
  {
    id: '01.7-resubscribe',
    task: '01.7',
    needsReconnect: true,
    title: 'a subscription that is refused after a reconnect is reported, and others continue',
    async run(context, subject) {
      const { pubsub, proxy, problems } = await connect(context, subject)
      const channels = [context.channel('news'), context.channel('chat')]
      const handler = context.recorder('handler')
      for (const channel of channels) await pubsub.subscribe(channel, handler)
      const refusal = proxy.answer(allConnections, 'SUBSCRIBE', NO_RIGHT, { times: 1 })
      context.log('the check cuts every connection, and refuses the next SUBSCRIBE')
      proxy.cut()
      await proxy.settled()
      await context.until('a SUBSCRIBE is refused', () => refusal.count > 0, { withinMs: RETRY_MS })
      // A lost connection may be reported any number of times, so only the error tells what was reported.
      await context.until(
        'report() with kind "connection" and the error of the refusal',
        () => lost({ problems }).some(({ error }) => inspect(error).includes('NOPERM')),
        { cause: "You don't report a refused resubscription." },
      )
      const counts = () => Promise.all(channels.map((channel) => context.subscribers(channel)))
      await context.until(
        'at least one channel is subscribed again',
        async () => (await counts()).includes(1),
        {
          withinMs: RETRY_MS,
        },
      )
      context.log('the check cuts every connection once more, and refuses nothing')
      proxy.cut()
      await proxy.settled()
      await context.until(
        'both channels are subscribed again',
        async () => (await counts()).every((count) => count === 1),
        { withinMs: RETRY_MS },
      )
      for (const channel of channels) await context.publish(channel, 'end')
      for (const channel of channels) await context.receives(handler, ['end'], { channel })
    },
  },
  {
    id: '01.7-silent',
    task: '01.7',
    needsReconnect: true,
    title: 'every call rejects if Redis does not reply within six seconds',
    async run(context, subject) {
      const proxied = await connect(context, subject)
      const { pubsub, proxy } = proxied
      // Its unsubscribeAll() doesn't affect the handlers of the first one.
      const { pubsub: other } = await connect(context, subject, proxied, 'other')
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const handler = context.recorder('handler')
      const [late, lateJson] = [context.recorder('late'), context.recorder<unknown>('late JSON')]
      for (const one of [pubsub, other]) await one.subscribe(chat, handler)
      context.log('the check freezes Redis, and the connections stay open')
      const silence = proxy.silence()
      const calls: readonly (readonly [string, Promise<unknown>])[] = [
        ['publish()', pubsub.publish(news, '"lost"')],
        ['publishJson()', pubsub.publishJson(news, 'lost')],
        ['subscribe()', pubsub.subscribe(news, late)],
        ['unsubscribe()', pubsub.unsubscribe(chat, handler)],
        ['unsubscribeAll()', other.unsubscribeAll()],
        ['subscribeJson()', other.subscribeJson(news, lateJson)],
      ]
      const ends = calls.map(([, call]) => trackSettled(call))
      for (const [at, [name, call]] of calls.entries()) {
        // publish() comes first, so it has a limit by now.
        const cause = name.startsWith('subscribe') ? WAITS_AFTERWARDS : WAITS_FOREVER
        await context.until(`${name} settles`, ends[at]!, { withinMs: REPLY_MS, cause })
        await context.rejects(name, call)
      }
      context.log('the check unfreezes Redis')
      silence.stop()
      const fresh = [pubsub, other].map((one) => ({ one, handler: context.recorder('fresh') }))
      // At once: node-redis loses a subscription that begins between the replies to SUBSCRIBE and to its undoing.
      await Promise.all(
        fresh.map(({ one, handler }) =>
          context.until('subscribe() works again', () => passes(one.subscribe(news, handler))),
        ),
      )
      await context.publish(news, '"end"')
      await context.until('both new handlers receive the last message', () =>
        fresh.every(({ handler }) => handler.messages.includes('"end"')),
      )
      for (const [call, { messages }] of Object.entries({ subscribe: late, subscribeJson: lateJson }))
        context.equal(`messages received by the handler whose ${call}() rejected`, messages, [], {
          cause: `You keep the handler although ${call}() rejected, and Redis confirmed the subscription later.`,
        })
    },
  },
  {
    id: '01.8-one',
    task: '01.8',
    title: 'a handler that subscribes while the last one unsubscribes stays subscribed',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const leaves = context.recorder('leaves')
      const comes = context.recorder('comes')
      for (const channel of [news, chat]) await pubsub.subscribe(channel, leaves)
      await Promise.all([
        pubsub.unsubscribe(news, leaves),
        pubsub.subscribe(news, comes),
        pubsub.subscribe(chat, comes),
        pubsub.unsubscribe(chat, leaves),
      ])
      context.equal(
        'PUBSUB NUMSUB of both',
        [await context.subscribers(news), await context.subscribers(chat)],
        [1, 1],
      )
      for (const channel of [news, chat]) await context.publish(channel, 'end')
      await context.receives(comes, ['end'], { channel: news })
      await context.receives(comes, ['end'], { channel: chat })
      context.equal('messages received by the unsubscribed handler', leaves.messages, [])
    },
  },
  {
    id: '01.8-all',
    task: '01.8',
    title: 'a handler that subscribes during unsubscribeAll() stays subscribed',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      for (const name of ['news', 'chat']) {
        const [news, wanted] = [context.channel('news'), context.channel(name)]
        const [old, fresh] = [context.recorder('old'), context.recorder('fresh')]
        await pubsub.subscribe(news, old)
        await Promise.all([pubsub.unsubscribeAll(), pubsub.subscribe(wanted, fresh)])
        const count = await context.publish(wanted, 'end')
        const unsubscribed =
          'You end a subscription that is newer than the call. With node-redis, unsubscribe() without a listener does.'
        await context.receives(fresh, ['end'], { cause: count === 0 ? unsubscribed : CLEARED_LATE })
        context.equal('what the old handler received', old.messages, [])
        await pubsub.unsubscribe(wanted, fresh)
        context.equal('PUBSUB NUMSUB afterwards', await context.subscribers(wanted), 0, {
          cause: CLEARED_LATE,
        })
      }
    },
  },
  {
    id: '01.8-crossing',
    task: '01.8',
    title: 'overlapping calls leave each handler subscribed or not, as its last call says',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const [news, chat, shop] = [context.channel('news'), context.channel('chat'), context.channel('shop')]
      const leaves = context.recorder('leaves')
      const stays = context.recorder('stays')
      await Promise.all([
        pubsub.subscribe(news, leaves),
        pubsub.subscribe(news, stays),
        pubsub.unsubscribe(news, leaves),
      ])
      await pubsub.subscribe(chat, stays)
      await Promise.all([
        pubsub.unsubscribe(chat, stays),
        pubsub.subscribe(chat, leaves),
        pubsub.unsubscribe(chat, leaves),
        pubsub.subscribe(chat, stays),
      ])
      context.log('the check holds back the reply to UNSUBSCRIBE')
      const held = proxy.holdReply(allConnections, 'UNSUBSCRIBE')
      const subscribing = pubsub.subscribe(shop, leaves)
      const unsubscribing = pubsub.unsubscribe(shop, leaves)
      await subscribing
      const again = pubsub.subscribe(shop, stays)
      held.release()
      await Promise.all([unsubscribing, again])
      const cause =
        'A SUBSCRIBE and an UNSUBSCRIBE of one channel are in flight together, which confuses node-redis. Let each wait for the one before.'
      for (const channel of [news, chat, shop]) {
        await context.publish(channel, 'end')
        await context.receives(stays, ['end'], { channel, cause })
      }
      context.equal('messages received by the unsubscribed handler', leaves.messages, [], { cause })
    },
  },
  {
    id: '01.8-close',
    task: '01.8',
    needsReconnect: true,
    title: 'close() resolves if the connection breaks meanwhile, and nothing connects afterwards',
    async run(context, subject) {
      const proxied = await connect(context, subject)
      const { pubsub, proxy } = proxied
      const witness = await connect(context, subject)
      const connections = witness.proxy.links.size
      context.log('the check holds back the reply to PUBLISH')
      const held = proxy.holdReply(allConnections, 'PUBLISH')
      const publishing = pubsub.publish(context.channel('news'), 'in flight')
      // Whether it rejects or waits doesn't matter here.
      publishing.catch(() => {})
      await Promise.race([held.caught, publishing])
      const closing = closes(context, pubsub)
      // It's awaited below.
      closing.catch(() => {})
      context.log('the check takes Redis down')
      for (const one of [proxy, witness.proxy]) {
        one.refuse()
        one.cut()
      }
      await closing
      await staysClosed(context, proxied, witness, connections)
    },
  },
  {
    id: '01.9-edge-cases',
    task: '01.9',
    title: 'publishJson() rejects symbols, and objects whose toJSON() returns undefined',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const listener = await context.listener(news)
      const values = { 'a symbol': Symbol('news'), 'an object without JSON': { toJSON: () => undefined } }
      for (const [name, value] of Object.entries(values)) {
        const error = await context.rejects(`publishJson() of ${name}`, pubsub.publishJson(news, value), {
          cause: 'You look at the type of the value. Look at what JSON.stringify() returns.',
        })
        if (!(error instanceof TypeError))
          context.fail(`publishJson() of ${name} should reject with a TypeError, but rejected with ${error}`)
      }
      await pubsub.publishJson(news, { toJSON: () => 'end' })
      await context.receives(listener, ['"end"'])
    },
  },
]

async function survives(context: CheckContext, subject: Contract, how: 'fin' | 'rst'): Promise<void> {
  const { pubsub, proxy, problems } = await connect(context, subject)
  // Those that stay open: one that is opened for a single message can be closing when it's cut.
  const lasting = new Set([...proxy.links].map((link) => link.id))
  const news = context.channel('news')
  const handler = context.recorder('handler')
  await pubsub.subscribe(news, handler)
  const [left, all] = [context.channel('left'), context.channel('all')]
  await pubsub.subscribe(all, handler)
  await pubsub.unsubscribeAll()
  for (const channel of [news, left]) await pubsub.subscribe(channel, handler)
  await pubsub.unsubscribe(left, handler)
  await pubsub.publish(news, 'before')
  await context.receives(handler, ['before'])
  // Twice, because code that works once can work for the first time only.
  for (const time of ['first', 'second']) {
    const before = new Set([...proxy.links].map((link) => link.id))
    const reported = lost({ problems }).length
    context.log(`the check cuts every connection (${how.toUpperCase()}) for the ${time} time`)
    const cut = Math.max(1, [...proxy.links].filter((link) => lasting.has(link.id)).length)
    proxy.cut(allConnections, how)
    await context.until(
      `report() with kind "connection" for each connection after the ${time} cut`,
      () => lost({ problems }).length >= reported + cut,
      {
        cause: () => {
          if (lost({ problems }).length > reported) return undefined
          return how === 'fin'
            ? "You don't report a clean close. node-redis emits `error`, ioredis only `close` and `reconnecting`."
            : "You don't report `error`, which both clients emit for a reset."
        },
      },
    )
    await context.until(
      'a new connection with the subscription',
      () => [...proxy.links].some((link) => !before.has(link.id) && link.subscribed.has(news)),
      {
        withinMs: RETRY_MS,
        cause: 'You close or replace the client, or you have switched off reconnecting.',
      },
    )
    // Until the publisher is back, it can reject.
    await context.until(
      'the count of publish() is 1 again',
      async () => (await pubsub.publish(news, 'after').catch(() => 0)) === 1,
      { withinMs: RETRY_MS },
    )
    const end = `end of the ${time} time`
    await context.publish(news, end)
    await context.until('the handler receives the last message', () => handler.messages.includes(end))
    const copies = handler.messages.filter((message) => message === end).length
    context.equal('copies of the last message', copies, 1, {
      cause: 'You subscribe again yourself, although the client has resubscribed already.',
    })
    context.equal('connections with the subscription', await context.subscribers(news), 1)
    const ended = [await context.subscribers(left), await context.subscribers(all)]
    context.equal('connections subscribed to a channel that was unsubscribed before', ended, [0, 0], {
      cause: 'You resubscribe to channels that were unsubscribed before.',
    })
    const silent = lost({ problems }).filter(({ error }) => !error)
    context.equal('reports without an error', silent, [])
  }
}

/** Closes, within the contract's limit. */
async function closes(context: CheckContext, pubsub: BasicPubSub): Promise<void> {
  const closing = pubsub.close()
  const cause = 'You wait for a reply that never comes. Limit the wait, then close the connection either way.'
  await context.until('close() resolves', trackSettled(closing), { withinMs: REPLY_MS, cause })
  await closing
}

/**
 * Brings Redis back, and fails if something that was closed comes back. The witness, which isn't closed, comes back
 * twice in the meantime.
 *
 * @param connections How many connections the witness has.
 */
async function staysClosed(
  context: CheckContext,
  closed: ProxiedConnection,
  witness: ProxiedConnection,
  connections: number,
): Promise<void> {
  // An attempt that began before close() mustn't succeed because Redis comes back just now.
  await refused(closed.base.url)
  context.log('the check brings Redis back')
  for (const { proxy } of [closed, witness]) proxy.accept()
  const back = () =>
    context.until('the other instance reconnects', () => witness.proxy.links.size >= connections, {
      withinMs: RETRY_MS,
    })
  await back()
  // And once more, after a refusal: whatever waits only a little longer than the witness has come by then.
  const reported = lost(witness).length
  witness.proxy.refuse()
  witness.proxy.cut()
  await context.until('the other instance is refused', () => lost(witness).length > reported + connections)
  witness.proxy.accept()
  await back()
  context.equal('connections after close()', closed.proxy.links.size, 0, {
    cause: 'You leave a client open that is about to reconnect.',
  })
}

/** Whether a call resolves. */
function passes(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => true,
    () => false,
  )
}

/** Rejects as `promise` does, and never resolves. */
function rejection(promise: Promise<unknown>): Promise<never> {
  return promise.then(() => new Promise<never>(() => {}))
}

/** The problems with kind `connection`. */
function lost({ problems }: Pick<ProxiedConnection, 'problems'>): readonly Problem[] {
  return problems.filter((problem) => problem.kind === 'connection')
}

/**
 * Connects to a proxy that refuses, and resolves after it was refused. Connections are served in order, so every
 * attempt that began earlier has been refused by then.
 */
async function refused(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = net.connect(Number(port), hostname)
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('close', resolve))
}

function channelsOf<T>(handler: Recorder<T>): string[] {
  return [...new Set(handler.got.map((got) => got.channel))]
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
