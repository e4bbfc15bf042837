import net from 'node:net'
import { inspect } from 'node:util'
import type { Check } from '#shared/checks/check.ts'
import type { Kit, Way } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { settlingOf } from '#shared/core/is-settled.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { everyone } from '#shared/redis/proxy.ts'
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
  kit: Kit,
  subject: Contract,
  way?: Way,
  name = 'pubsub',
): Promise<Way & { pubsub: BasicPubSub }> {
  const { base, proxy, problems } = way ?? (await kit.way())
  const pubsub = kit.follow(name, await subject.connect(base))
  return { pubsub, base, proxy, problems }
}

export const checks: readonly Check<Contract>[] = [
  {
    id: '01.1-count',
    task: '01.1',
    title: 'publish() sends the string unmodified and resolves with the count from Redis',
    async run(kit, subject) {
      const way = await kit.way()
      // The namespace is for names that the learner's code makes up. A channel from the caller already contains it.
      const base = { ...way.base, namespace: `${way.base.namespace}elsewhere:` }
      const { pubsub } = await connect(kit, subject, { ...way, base })
      const news = kit.channel('news')
      const cause = "You resolve with something other than what the client's publish() resolves with."
      kit.equal('the count without a subscriber', await pubsub.publish(news, 'nothing is subscribed'), 0, {
        cause,
      })
      const first = await kit.listener(news)
      kit.equal('the count with one subscriber', await pubsub.publish(news, 'one'), 1, { cause })
      await kit.listener(news)
      await kit.patternListener(news)
      kit.equal(
        'the count with two subscribers to the channel and one to a pattern',
        await pubsub.publish(news, 'three'),
        3,
        { cause },
      )
      for (const text of TEXTS) await pubsub.publish(news, text)
      await pubsub.publish(news, 'end')
      await kit.receives(first, ['one', 'three', ...TEXTS, 'end'])
    },
  },
  {
    id: '01.1-at-once',
    task: '01.1',
    title: 'messages from concurrent publish() calls all arrive, and each call resolves with its own count',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const [news, empty] = [kit.channel('news'), kit.channel('empty')]
      const listener = await kit.listener(news)
      const texts = Array.from({ length: 20 }, (_, i) => `message ${i}`)
      const counts = await Promise.all(
        texts.flatMap((text) => [pubsub.publish(news, text), pubsub.publish(empty, text)]),
      )
      kit.equal(
        'the counts',
        counts,
        texts.flatMap(() => [1, 0]),
        { cause: 'You keep the count in a variable that concurrent calls share.' },
      )
      await pubsub.publish(news, 'end')
      await kit.until('the subscriber receives the last message', () => listener.messages.includes('end'))
      // In any order: they can have been sent on several connections.
      kit.equal(
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
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const listener = await kit.listener(news)
      const values = [{ userId: 123, tags: ['a', null] }, 'text', 7, null, false, []]
      for (const value of values)
        kit.equal(`the count for ${JSON.stringify(value)}`, await pubsub.publishJson(news, value), 1, {
          cause: "You don't return what publish() resolves with.",
        })
      await kit.until(
        'the subscriber receives as many messages as there are values',
        () => listener.got.length >= values.length,
      )
      kit.equal('what the subscriber received, decoded', listener.messages.map(decoded), values, {
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
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const listener = await kit.listener(news)
      for (const value of [undefined, () => {}, 1n]) {
        const error = await kit.rejects(`publishJson() of ${typeof value}`, pubsub.publishJson(news, value), {
          cause:
            typeof value === 'bigint'
              ? undefined
              : "You send what JSON.stringify() returns without looking at it: for this value, it's undefined.",
        })
        if (!(error instanceof TypeError))
          kit.fail(
            `publishJson() of ${typeof value} should reject with a TypeError, but rejected with ${error}`,
          )
      }
      await pubsub.publishJson(news, 'end')
      await kit.receives(listener, ['"end"'], {
        cause: 'You publish before you know whether JSON can represent the value.',
      })
    },
  },
  {
    id: '01.1-refused',
    task: '01.1',
    title: 'publish() and publishJson() reject if Redis refuses the message',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const refusal = proxy.answer(everyone, 'PUBLISH', NO_RIGHT)
      const cause = 'You catch the error from Redis, so the caller believes that the message was sent.'
      await kit.rejects('publish() that Redis refuses', pubsub.publish(news, 'refused'), { cause })
      await kit.rejects('publishJson() that Redis refuses', pubsub.publishJson(news, 'refused'), { cause })
      refusal.stop()
      kit.equal('the count after Redis accepts messages again', await pubsub.publish(news, 'accepted'), 0)
    },
  },
  {
    id: '01.2-arrives',
    task: '01.2',
    title: 'the handler is called once, with the message and its channel',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      await pubsub.subscribe(news, handler)
      // Another check looks at whether subscribe() waits.
      await kit.until('Redis has the subscription', async () => (await kit.subscribers(news)) > 0)
      await pubsub.publish(news, 'hello')
      await kit.receives(handler, ['hello'], {
        cause: (got) =>
          got[0] === news
            ? 'You swap message and channel. ioredis passes the channel first, node-redis the message.'
            : got.length === 2
              ? 'You add the message listener twice.'
              : undefined,
      })
      kit.equal('the channel that the handler received', channelsOf(handler), [news])
    },
  },
  {
    id: '01.2-again',
    task: '01.2',
    title: 'subscribing the same handler again changes nothing',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const chat = kit.channel('chat')
      const handler = kit.recorder('handler')
      await Promise.all([pubsub.subscribe(chat, handler), pubsub.subscribe(chat, handler)])
      await pubsub.subscribe(chat, handler)
      await pubsub.publish(chat, 'hello')
      await pubsub.publish(chat, 'end')
      await kit.receives(handler, ['hello', 'end'], {
        cause: (got) => (got[1] === 'hello' ? LISTENER_EACH_TIME : undefined),
      })
    },
  },
  {
    id: '01.2-acknowledged',
    task: '01.2',
    title: 'subscribe() resolves after Redis has confirmed the subscription',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder('handler')
      const other = kit.recorder('other')
      await pubsub.subscribe(news, handler)
      kit.equal('PUBSUB NUMSUB after subscribe() resolved', await kit.subscribers(news), 1, {
        cause: "You neither await nor return the promise of the client's subscribe().",
      })
      kit.log('the check delays everything that your connections send')
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
        const heard = (await kit.subscribers(chat)) > 0
        if (early && !heard) {
          kit.fail(`subscribe("chat", ${early}) resolved before Redis received the subscription`, {
            cause:
              early === handler.name
                ? "You neither await nor return the promise of the client's subscribe(). Anything published earlier is lost."
                : "You return early because the channel has a handler. That handler's SUBSCRIBE is still in flight.",
          })
        }
      }
      proxy.resume()
      await subscribing
      if ((await kit.subscribers(chat)) === 0) {
        kit.fail('subscribe() resolved, but Redis has no subscription')
      }
      await kit.publish(news, 'one')
      await kit.publish(chat, 'two')
      await kit.receives(handler, ['one'], { channel: news })
      await kit.receives(handler, ['two'], {
        channel: chat,
        cause: (got) => (got.length > 1 ? LISTENER_EACH_TIME : undefined),
      })
      kit.equal('the number of calls to the handler', handler.got.length, 2)
    },
  },
  {
    id: '01.2-first',
    task: '01.2',
    title: 'the handler receives a message that arrives together with the confirmation',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      kit.log('the check holds back the reply to SUBSCRIBE')
      const answer = proxy.holdReply(everyone, 'SUBSCRIBE')
      const subscribing = pubsub.subscribe(news, handler)
      await Promise.race([
        kit.until('Redis has the subscription', async () => (await kit.subscribers(news)) > 0),
        rejection(subscribing),
      ])
      await kit.publish(news, 'first')
      // So that the message is as far as the reply: both go on in one piece.
      for (let i = 0; i < 3; i++) await kit.subscribers(news)
      kit.log('the check lets the reply pass, and the message behind it')
      answer.release()
      await subscribing
      await kit.publish(news, 'end')
      await kit.receives(handler, ['first', 'end'], {
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
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      await pubsub.publish(news, 'early')
      await pubsub.subscribe(news, handler)
      await pubsub.publish(news, 'late')
      await kit.receives(handler, ['late'], {
        cause: (got) =>
          got.includes('early') ? 'You store messages and replay them to new handlers.' : undefined,
      })
    },
  },
  {
    id: '01.2-each-its-own',
    task: '01.2',
    title: 'each handler receives exactly the messages on its channels',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      // One name is the beginning of another, and one contains a wildcard.
      const [news, more, star] = [kit.channel('news'), kit.channel('news:more'), kit.channel('n*')]
      const a = kit.recorder('a')
      const b = kit.recorder('b')
      const both = kit.recorder('both')
      await Promise.all([
        pubsub.subscribe(news, a),
        pubsub.subscribe(news, b),
        pubsub.subscribe(more, b),
        pubsub.subscribe(news, both),
        pubsub.subscribe(star, both),
      ])
      await kit.burst(news, ['1', '1', '2'])
      await kit.burst(more, ['3'])
      await kit.burst(star, ['4'])
      for (const channel of [news, more, star]) await kit.publish(channel, 'end')
      await kit.receives(a, ['1', '1', '2', 'end'], { channel: news })
      await kit.receives(b, ['1', '1', '2', 'end'], { channel: news })
      await kit.receives(b, ['3', 'end'], { channel: more })
      await kit.receives(both, ['1', '1', '2', 'end'], { channel: news })
      await kit.receives(both, ['4', 'end'], { channel: star })
      kit.equal(
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
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const [news, odd] = [kit.channel('news'), kit.channel('zwölf\nÖfen 好')]
      const handler = kit.recorder('handler')
      await pubsub.subscribe(news, handler)
      await pubsub.subscribe(odd, handler)
      await kit.burst(news, [...TEXTS, 'end'])
      await kit.burst(odd, ['odd', 'end'])
      await kit.receives(handler, [...TEXTS, 'end'], {
        channel: news,
        cause: (got) =>
          typeof got.at(4) === 'object'
            ? 'You decode JSON in subscribe(). Only subscribeJson() should.'
            : !got.includes('')
              ? 'You treat the empty string as a missing message.'
              : undefined,
      })
      await kit.receives(handler, ['odd', 'end'], { channel: odd })
    },
  },
  {
    id: '01.2-two',
    task: '01.2',
    title: 'two instances in one process have separate subscriptions',
    async run(kit, subject) {
      const way = await kit.way()
      const { pubsub: first } = await connect(kit, subject, way, 'first')
      const { pubsub: second } = await connect(kit, subject, way, 'second')
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const ofFirst = kit.recorder('first handler')
      const ofSecond = kit.recorder('second handler')
      await first.subscribe(news, ofFirst)
      await second.subscribe(news, ofSecond)
      await second.subscribe(chat, ofSecond)
      kit.equal('the count when both instances are subscribed', await first.publish(news, 'to both'), 2, {
        cause: 'Both instances share a connection. Keep it in a variable inside connect().',
      })
      kit.equal('the count when one instance is subscribed', await second.publish(chat, 'to one'), 1)
      for (const channel of [news, chat]) await kit.publish(channel, 'end')
      const cause = 'Both instances share their handlers. Keep them in a variable inside connect().'
      await kit.receives(ofFirst, ['to both', 'end'], { cause })
      await kit.receives(ofSecond, ['to both', 'end'], { channel: news, cause })
      await kit.receives(ofSecond, ['to one', 'end'], { channel: chat, cause })
    },
  },
  {
    id: '01.2-refused',
    task: '01.2',
    title: 'subscribe() rejects if Redis refuses the subscription, and can be repeated',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      const refusal = proxy.answer(everyone, 'SUBSCRIBE', NO_RIGHT)
      await kit.rejects('subscribe() that Redis refuses', pubsub.subscribe(news, handler), {
        cause: 'You catch the error from Redis, so the caller believes that messages will arrive.',
      })
      refusal.stop()
      await pubsub.subscribe(news, handler)
      await kit.publish(news, 'end')
      await kit.receives(handler, ['end'])
    },
  },
  {
    id: '01.3-bad-json',
    task: '01.3',
    title: 'invalid JSON is reported as payload, and the messages around it arrive',
    async run(kit, subject) {
      const { pubsub, problems } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder<unknown>('handler')
      const other = kit.recorder<unknown>('other')
      await pubsub.subscribeJson(news, handler)
      await pubsub.subscribeJson(chat, other)
      await kit.burst(news, ['1', '{"a":', '{"b":2}', '', 'null', '"end"'])
      await kit.burst(chat, ['true', '"end"'])
      await kit.receives(handler, [1, { b: 2 }, null, 'end'], {
        cause: (got) =>
          got.includes(undefined)
            ? 'Your code continues after it reports the bad message. Return there.'
            : got.length < 4
              ? 'JSON.parse() throws inside the client. Catch the error in your listener.'
              : undefined,
      })
      await kit.receives(other, [true, 'end'])
      kit.equal('the channels that both received', [channelsOf(handler), channelsOf(other)], [[news], [chat]])
      kit.equal(
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
    async run(kit, subject) {
      const { pubsub, problems } = await connect(kit, subject)
      const [news, text] = [kit.channel('news'), kit.channel('text')]
      const thrown = new Error('thrown by a handler')
      const rejected = new SyntaxError('rejected by a handler')
      const failing = <T>(name: string, fail: (error?: never) => unknown) =>
        kit.recorder<T>(name, (message) => (message === 'bad' ? fail() : undefined))
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
        kit.recorder<unknown>('good'),
      ]
      for (const handler of json) await pubsub.subscribeJson(news, handler)
      const texts = [
        failing<string>('throws on strings', throwing),
        failing<string>('rejects on strings', rejecting),
        kit.recorder('good on strings'),
      ]
      for (const handler of texts) await pubsub.subscribe(text, handler)
      const messages = ['1', 'bad', '2', '3', 'end']
      await kit.burst(
        news,
        messages.map((message) => JSON.stringify(message)),
      )
      await kit.burst(text, messages)
      for (const handler of json) await kit.receives<unknown>(handler, messages)
      for (const handler of texts) await kit.receives(handler, messages)
      await kit.until('all four errors are reported', () => problems.length >= 4, {
        cause: () =>
          problems.some(({ error }) => error === rejected)
            ? undefined
            : "You don't await the handler inside the try block, so its promise rejects outside.",
      })
      kit.equal(
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
      kit.equal(
        'the number of reports of each error',
        [thrown, rejected].map((error) => problems.filter((p) => p.error === error).length),
        [2, 2],
      )
      kit.equal(
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
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const never = kit.recorder<unknown>('never done', () => new Promise(() => {}))
      const quick = kit.recorder<unknown>('quick')
      await pubsub.subscribeJson(news, never)
      await pubsub.subscribeJson(news, quick)
      for (const message of ['1', '2', '"end"']) await kit.publish(news, message)
      await kit.receives<unknown>(never, [1, 2, 'end'], {
        cause: (got) => (got.length === 1 ? 'You await the handler, so the next message waits.' : undefined),
      })
      await kit.receives<unknown>(quick, [1, 2, 'end'])
    },
  },
  {
    id: '01.4-one',
    task: '01.4',
    title: 'unsubscribe() removes one handler from one channel, and calling it again does nothing',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const a = kit.recorder('a')
      const b = kit.recorder('b')
      for (const channel of [news, chat]) {
        await pubsub.subscribe(channel, a)
        await pubsub.subscribe(channel, b)
      }
      // Again changes nothing, so one unsubscribe() is enough.
      await pubsub.subscribe(news, b)
      await pubsub.unsubscribe(news, a)
      await pubsub.unsubscribe(news, a)
      await pubsub.unsubscribe(news, kit.recorder('never subscribed'))
      await pubsub.unsubscribe(kit.channel('unknown'), a)
      kit.equal('PUBSUB NUMSUB for news while b is subscribed', await kit.subscribers(news), 1, {
        cause: (got) =>
          got === 0
            ? 'You unsubscribe the whole channel, although another handler still needs it.'
            : undefined,
      })
      await pubsub.publish(news, '1')
      await pubsub.publish(chat, '2')
      await kit.receives(b, ['1'], { channel: news })
      await kit.receives(b, ['2'], { channel: chat })
      await kit.receives(a, ['2'], {
        cause: (got) =>
          got[0] === '1'
            ? "You don't pass the client's unsubscribe() the function that you subscribed, so it removes nothing."
            : undefined,
      })
      await pubsub.unsubscribe(news, b)
      kit.equal('PUBSUB NUMSUB for news without handlers', await kit.subscribers(news), 0, {
        cause: "You remove the last handler here, but don't unsubscribe from Redis, or don't wait for it.",
      })
      await pubsub.publish(chat, '3')
      await kit.receives(b, ['2', '3'], { channel: chat })
      await pubsub.subscribe(news, b)
      await pubsub.publish(news, 'again')
      await kit.receives(b, ['1', 'again'], { channel: news })
      await kit.receives(a, ['2', '3'])
    },
  },
  {
    id: '01.4-during',
    task: '01.4',
    title: 'a handler can unsubscribe itself while it is called, without affecting the others',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const leaving: Promise<void>[] = []
      const once: Recorder<string> = kit.recorder('once', () => {
        const left = pubsub.unsubscribe(news, once)
        // It's awaited below.
        left.catch(() => {})
        leaving.push(left)
      })
      const next = kit.recorder('next')
      await pubsub.subscribe(news, once)
      await pubsub.subscribe(news, next)
      await kit.burst(news, ['1', '2', '3'])
      await kit.receives(next, ['1', '2', '3'], {
        cause: (got) =>
          got.length === 2 && !got.includes('1')
            ? "You remove the handler from the array that you're looping over, so the loop skips the next one."
            : undefined,
      })
      await Promise.all(leaving)
      await kit.publish(news, 'end')
      await kit.receives(next, ['1', '2', '3', 'end'])
      const late = once.messages.filter((message) => message === 'end')
      kit.equal('the last message, as received by the unsubscribed handler', late, [])
    },
  },
  {
    id: '01.4-json',
    task: '01.4',
    title: 'unsubscribe() removes a handler that was added with subscribeJson()',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const got: unknown[] = []
      const gone = (message: unknown) => void got.push(message)
      const stays = kit.recorder<unknown>('stays')
      await pubsub.subscribeJson(news, gone)
      await pubsub.subscribeJson(news, stays)
      await pubsub.unsubscribe(news, gone)
      await pubsub.publishJson(news, 'end')
      await kit.receives<unknown>(stays, ['end'])
      kit.equal('what the unsubscribed handler received', got, [], {
        cause:
          "subscribeJson() doesn't store its listener under the handler, so unsubscribe() can't find it.",
      })
      await pubsub.unsubscribe(news, stays)
      kit.equal('PUBSUB NUMSUB without handlers', await kit.subscribers(news), 0)
    },
  },
  {
    id: '01.4-all',
    task: '01.4',
    title: 'unsubscribeAll() removes every handler, and new ones can subscribe',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const old = kit.recorder('old')
      const another = kit.recorder('another old')
      await pubsub.unsubscribeAll()
      await pubsub.subscribe(news, old)
      await pubsub.subscribe(news, another)
      await pubsub.subscribe(chat, old)
      await pubsub.unsubscribeAll()
      kit.equal('PUBSUB NUMSUB of both', [await kit.subscribers(news), await kit.subscribers(chat)], [0, 0], {
        cause: 'You unsubscribe from only some of the channels, or return before Redis confirms.',
      })
      const fresh = kit.recorder('fresh')
      await pubsub.subscribe(news, fresh)
      await pubsub.publish(news, 'end')
      await kit.receives(fresh, ['end'])
      kit.equal('what the old handlers received', [old.messages, another.messages], [[], []], {
        cause:
          'You unsubscribe from Redis but keep the handlers in your Map, so the next subscribe() revives them.',
      })
      await pubsub.subscribe(news, old)
      await pubsub.publish(news, 'both')
      await kit.receives(fresh, ['end', 'both'])
      await kit.receives(old, ['both'])
    },
  },
  {
    id: '01.4-refused',
    task: '01.4',
    title: 'unsubscribe() and unsubscribeAll() reject if Redis refuses them',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder('handler')
      for (const channel of [news, chat]) await pubsub.subscribe(channel, handler)
      const refusal = proxy.answer(everyone, 'UNSUBSCRIBE', 'NOPERM this user may not unsubscribe')
      const cause = 'You catch the error from Redis, so the caller believes that the subscription is gone.'
      await kit.rejects('unsubscribe() that Redis refuses', pubsub.unsubscribe(news, handler), { cause })
      await kit.rejects('unsubscribeAll() that Redis refuses', pubsub.unsubscribeAll(), { cause })
      refusal.stop()
      const fresh = kit.recorder('fresh')
      await pubsub.subscribe(news, fresh)
      await kit.publish(news, 'end')
      await kit.receives(fresh, ['end'])
    },
  },
  {
    id: '01.5-fin',
    task: '01.5',
    waits: true,
    title: 'a connection that is closed cleanly (FIN) is reported, and its subscriptions continue',
    run: (kit, subject) => survives(kit, subject, 'fin'),
  },
  {
    id: '01.5-rst',
    task: '01.5',
    waits: true,
    title: 'a connection that is reset (RST) is reported, and its subscriptions continue',
    run: (kit, subject) => survives(kit, subject, 'rst'),
  },
  {
    id: '01.5-away',
    task: '01.5',
    waits: true,
    title: 'connect() keeps trying while Redis is down, and reports each failure',
    async run(kit, subject) {
      const way = await kit.way()
      kit.log('the check takes Redis down')
      way.proxy.refuse()
      let ended: string | undefined
      const connecting = connect(kit, subject, way)
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
      await kit.until(
        'report() with kind "connection" for each failure while Redis is down',
        () => ended !== undefined || (lost(way).length >= 3 && performance.now() - begun > 1000),
        { withinMs: 2 * RETRY_MS },
      )
      if (ended) {
        kit.fail(ended, {
          cause: ended.includes('resolved')
            ? "You don't wait until the client is ready."
            : 'You give up after the first attempt. node-redis: listen for `error` before you connect. ioredis: connect() tries once, so wait for `ready` instead.',
        })
      }
      kit.log('the check brings Redis back')
      way.proxy.accept()
      const { pubsub } = await connecting
      kit.equal('the count of publish() afterwards', await pubsub.publish(kit.channel('news'), 'back'), 0)
    },
  },
  {
    id: '01.6-close',
    task: '01.6',
    title: 'close() leaves no connection open, and calling it again does nothing',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      await pubsub.subscribe(news, handler)
      await pubsub.publish(news, 'last message')
      await kit.receives(handler, ['last message'])
      await pubsub.close()
      await kit.until('every connection is closed', () => proxy.links.size === 0, {
        cause: () => (proxy.links.size === 1 ? 'You close only one of the two clients.' : undefined),
      })
      await pubsub.close()
      await proxy.settled()
      kit.equal('PUBSUB NUMSUB afterwards', await kit.subscribers(news), 0)
    },
  },
  {
    id: '01.6-away',
    task: '01.6',
    waits: true,
    title: 'close() resolves while Redis is down, and nothing connects afterwards',
    async run(kit, subject) {
      const way = await connect(kit, subject)
      const { pubsub, proxy, problems } = way
      const witness = await connect(kit, subject)
      const connections = witness.proxy.links.size
      const both = [proxy, witness.proxy]
      const news = kit.channel('news')
      await pubsub.publish(news, 'first')
      kit.log('the check takes Redis down')
      for (const one of both) {
        one.refuse()
        one.cut()
      }
      await kit.until('report() with kind "connection"', () => lost({ problems }).length > 0)
      // Redis never replies to this one. Whether it rejects or waits doesn't matter here.
      pubsub.publish(news, 'in flight').catch(() => {})
      await closes(kit, pubsub)
      await staysClosed(kit, way, witness, connections)
    },
  },
  {
    id: '01.6-silent',
    task: '01.6',
    waits: true,
    title: 'close() resolves if a reply never comes',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      await pubsub.subscribe(news, kit.recorder('handler'))
      kit.log('the check freezes Redis, and the connections stay open')
      const silence = proxy.silence()
      // Redis never replies to this one. Whether it rejects or waits doesn't matter here.
      pubsub.publish(news, 'in flight').catch(() => {})
      await closes(kit, pubsub)
      silence.stop()
      await kit.until('every connection is closed', () => proxy.links.size === 0)
    },
  },
  {
    id: '01.6-two',
    task: '01.6',
    title: 'close() of one instance leaves the connections of another open',
    async run(kit, subject) {
      const way = await kit.way()
      const { pubsub: first } = await connect(kit, subject, way, 'first')
      const { pubsub: second } = await connect(kit, subject, way, 'second')
      const news = kit.channel('news')
      const handler = kit.recorder('second handler')
      await second.subscribe(news, handler)
      await first.close()
      kit.equal('the count when the second instance publishes', await second.publish(news, 'still here'), 1)
      await kit.receives(handler, ['still here'])
    },
  },
  {
    id: '01.7-refused-handler',
    task: '01.7',
    title: 'a handler whose subscription was refused is not called after a later subscription',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const refused = kit.recorder('refused')
      const refusal = proxy.answer(everyone, 'SUBSCRIBE', NO_RIGHT)
      await kit.rejects('subscribe() that Redis refuses', pubsub.subscribe(news, refused))
      refusal.stop()
      const accepted = kit.recorder('accepted')
      await pubsub.subscribe(news, accepted)
      await kit.publish(news, 'one')
      await kit.receives(accepted, ['one'])
      kit.equal('what the refused handler received', refused.messages, [], {
        cause: "You keep the refused handler, so the channel's next subscription calls it.",
      })
      await pubsub.subscribe(news, refused)
      await kit.publish(news, 'two')
      await kit.receives(refused, ['two'])
      await kit.receives(accepted, ['one', 'two'])
    },
  },
  {
    id: '01.7-resubscribe',
    task: '01.7',
    waits: true,
    title: 'a subscription that is refused after a reconnect is reported, and others continue',
    async run(kit, subject) {
      const { pubsub, proxy, problems } = await connect(kit, subject)
      const channels = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder('handler')
      for (const channel of channels) await pubsub.subscribe(channel, handler)
      const refusal = proxy.answer(everyone, 'SUBSCRIBE', NO_RIGHT, { times: 1 })
      kit.log('the check cuts every connection, and refuses the next SUBSCRIBE')
      proxy.cut()
      await proxy.settled()
      await kit.until('a SUBSCRIBE is refused', () => refusal.count > 0, { withinMs: RETRY_MS })
      // A lost connection may be reported any number of times, so only the error tells what was reported.
      await kit.until(
        'report() with kind "connection" and the error of the refusal',
        () => lost({ problems }).some(({ error }) => inspect(error).includes('NOPERM')),
        { cause: "You don't report a refused resubscription." },
      )
      const counts = () => Promise.all(channels.map((channel) => kit.subscribers(channel)))
      await kit.until('at least one channel is subscribed again', async () => (await counts()).includes(1), {
        withinMs: RETRY_MS,
      })
      kit.log('the check cuts every connection once more, and refuses nothing')
      proxy.cut()
      await proxy.settled()
      await kit.until(
        'both channels are subscribed again',
        async () => (await counts()).every((count) => count === 1),
        { withinMs: RETRY_MS },
      )
      for (const channel of channels) await kit.publish(channel, 'end')
      for (const channel of channels) await kit.receives(handler, ['end'], { channel })
    },
  },
  {
    id: '01.7-silent',
    task: '01.7',
    waits: true,
    title: 'every call rejects if Redis does not reply within six seconds',
    async run(kit, subject) {
      const way = await connect(kit, subject)
      const { pubsub, proxy } = way
      // Its unsubscribeAll() doesn't affect the handlers of the first one.
      const { pubsub: other } = await connect(kit, subject, way, 'other')
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder('handler')
      const [late, lateJson] = [kit.recorder('late'), kit.recorder<unknown>('late JSON')]
      for (const one of [pubsub, other]) await one.subscribe(chat, handler)
      kit.log('the check freezes Redis, and the connections stay open')
      const silence = proxy.silence()
      const calls: readonly (readonly [string, Promise<unknown>])[] = [
        ['publish()', pubsub.publish(news, '"lost"')],
        ['publishJson()', pubsub.publishJson(news, 'lost')],
        ['subscribe()', pubsub.subscribe(news, late)],
        ['unsubscribe()', pubsub.unsubscribe(chat, handler)],
        ['unsubscribeAll()', other.unsubscribeAll()],
        ['subscribeJson()', other.subscribeJson(news, lateJson)],
      ]
      const ends = calls.map(([, call]) => settlingOf(call))
      for (const [at, [name, call]] of calls.entries()) {
        // publish() comes first, so it has a limit by now.
        const cause = name.startsWith('subscribe') ? WAITS_AFTERWARDS : WAITS_FOREVER
        await kit.until(`${name} settles`, ends[at]!, { withinMs: REPLY_MS, cause })
        await kit.rejects(name, call)
      }
      kit.log('the check unfreezes Redis')
      silence.stop()
      const fresh = [pubsub, other].map((one) => ({ one, handler: kit.recorder('fresh') }))
      // At once: node-redis loses a subscription that begins between the replies to SUBSCRIBE and to its undoing.
      await Promise.all(
        fresh.map(({ one, handler }) =>
          kit.until('subscribe() works again', () => passes(one.subscribe(news, handler))),
        ),
      )
      await kit.publish(news, '"end"')
      await kit.until('both new handlers receive the last message', () =>
        fresh.every(({ handler }) => handler.messages.includes('"end"')),
      )
      for (const [call, { messages }] of Object.entries({ subscribe: late, subscribeJson: lateJson }))
        kit.equal(`messages received by the handler whose ${call}() rejected`, messages, [], {
          cause: `You keep the handler although ${call}() rejected, and Redis confirmed the subscription later.`,
        })
    },
  },
  {
    id: '01.8-one',
    task: '01.8',
    title: 'a handler that subscribes while the last one unsubscribes stays subscribed',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const leaves = kit.recorder('leaves')
      const comes = kit.recorder('comes')
      for (const channel of [news, chat]) await pubsub.subscribe(channel, leaves)
      await Promise.all([
        pubsub.unsubscribe(news, leaves),
        pubsub.subscribe(news, comes),
        pubsub.subscribe(chat, comes),
        pubsub.unsubscribe(chat, leaves),
      ])
      kit.equal('PUBSUB NUMSUB of both', [await kit.subscribers(news), await kit.subscribers(chat)], [1, 1])
      for (const channel of [news, chat]) await kit.publish(channel, 'end')
      await kit.receives(comes, ['end'], { channel: news })
      await kit.receives(comes, ['end'], { channel: chat })
      kit.equal('messages received by the unsubscribed handler', leaves.messages, [])
    },
  },
  {
    id: '01.8-all',
    task: '01.8',
    title: 'a handler that subscribes during unsubscribeAll() stays subscribed',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      for (const name of ['news', 'chat']) {
        const [news, wanted] = [kit.channel('news'), kit.channel(name)]
        const [old, fresh] = [kit.recorder('old'), kit.recorder('fresh')]
        await pubsub.subscribe(news, old)
        await Promise.all([pubsub.unsubscribeAll(), pubsub.subscribe(wanted, fresh)])
        const count = await kit.publish(wanted, 'end')
        const unsubscribed =
          'You end a subscription that is newer than the call. With node-redis, unsubscribe() without a listener does.'
        await kit.receives(fresh, ['end'], { cause: count === 0 ? unsubscribed : CLEARED_LATE })
        kit.equal('what the old handler received', old.messages, [])
        await pubsub.unsubscribe(wanted, fresh)
        kit.equal('PUBSUB NUMSUB afterwards', await kit.subscribers(wanted), 0, { cause: CLEARED_LATE })
      }
    },
  },
  {
    id: '01.8-crossing',
    task: '01.8',
    title: 'overlapping calls leave each handler subscribed or not, as its last call says',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const [news, chat, shop] = [kit.channel('news'), kit.channel('chat'), kit.channel('shop')]
      const leaves = kit.recorder('leaves')
      const stays = kit.recorder('stays')
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
      kit.log('the check holds back the reply to UNSUBSCRIBE')
      const held = proxy.holdReply(everyone, 'UNSUBSCRIBE')
      const subscribing = pubsub.subscribe(shop, leaves)
      const unsubscribing = pubsub.unsubscribe(shop, leaves)
      await subscribing
      const again = pubsub.subscribe(shop, stays)
      held.release()
      await Promise.all([unsubscribing, again])
      const cause =
        'A SUBSCRIBE and an UNSUBSCRIBE of one channel are in flight together, which confuses node-redis. Let each wait for the one before.'
      for (const channel of [news, chat, shop]) {
        await kit.publish(channel, 'end')
        await kit.receives(stays, ['end'], { channel, cause })
      }
      kit.equal('messages received by the unsubscribed handler', leaves.messages, [], { cause })
    },
  },
  {
    id: '01.8-close',
    task: '01.8',
    waits: true,
    title: 'close() resolves if the connection breaks meanwhile, and nothing connects afterwards',
    async run(kit, subject) {
      const way = await connect(kit, subject)
      const { pubsub, proxy } = way
      const witness = await connect(kit, subject)
      const connections = witness.proxy.links.size
      kit.log('the check holds back the reply to PUBLISH')
      const held = proxy.holdReply(everyone, 'PUBLISH')
      const publishing = pubsub.publish(kit.channel('news'), 'in flight')
      // Whether it rejects or waits doesn't matter here.
      publishing.catch(() => {})
      await Promise.race([held.caught, publishing])
      const closing = closes(kit, pubsub)
      // It's awaited below.
      closing.catch(() => {})
      kit.log('the check takes Redis down')
      for (const one of [proxy, witness.proxy]) {
        one.refuse()
        one.cut()
      }
      await closing
      await staysClosed(kit, way, witness, connections)
    },
  },
  {
    id: '01.9-edge-cases',
    task: '01.9',
    title: 'publishJson() rejects symbols, and objects whose toJSON() returns undefined',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const listener = await kit.listener(news)
      const values = { 'a symbol': Symbol('news'), 'an object without JSON': { toJSON: () => undefined } }
      for (const [name, value] of Object.entries(values)) {
        const error = await kit.rejects(`publishJson() of ${name}`, pubsub.publishJson(news, value), {
          cause: 'You look at the type of the value. Look at what JSON.stringify() returns.',
        })
        if (!(error instanceof TypeError))
          kit.fail(`publishJson() of ${name} should reject with a TypeError, but rejected with ${error}`)
      }
      await pubsub.publishJson(news, { toJSON: () => 'end' })
      await kit.receives(listener, ['"end"'])
    },
  },
]

async function survives(kit: Kit, subject: Contract, how: 'fin' | 'rst'): Promise<void> {
  const { pubsub, proxy, problems } = await connect(kit, subject)
  // Those that stay open: one that is opened for a single message can be closing when it's cut.
  const lasting = new Set([...proxy.links].map((link) => link.id))
  const news = kit.channel('news')
  const handler = kit.recorder('handler')
  await pubsub.subscribe(news, handler)
  const [left, all] = [kit.channel('left'), kit.channel('all')]
  await pubsub.subscribe(all, handler)
  await pubsub.unsubscribeAll()
  for (const channel of [news, left]) await pubsub.subscribe(channel, handler)
  await pubsub.unsubscribe(left, handler)
  await pubsub.publish(news, 'before')
  await kit.receives(handler, ['before'])
  // Twice, because code that works once can work for the first time only.
  for (const time of ['first', 'second']) {
    const before = new Set([...proxy.links].map((link) => link.id))
    const reported = lost({ problems }).length
    kit.log(`the check cuts every connection (${how.toUpperCase()}) for the ${time} time`)
    const cut = Math.max(1, [...proxy.links].filter((link) => lasting.has(link.id)).length)
    proxy.cut(everyone, how)
    await kit.until(
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
    await kit.until(
      'a new connection with the subscription',
      () => [...proxy.links].some((link) => !before.has(link.id) && link.subscribed.has(news)),
      {
        withinMs: RETRY_MS,
        cause: 'You close or replace the client, or you have switched off reconnecting.',
      },
    )
    // Until the publisher is back, it can reject.
    await kit.until(
      'the count of publish() is 1 again',
      async () => (await pubsub.publish(news, 'after').catch(() => 0)) === 1,
      { withinMs: RETRY_MS },
    )
    const end = `end of the ${time} time`
    await kit.publish(news, end)
    await kit.until('the handler receives the last message', () => handler.messages.includes(end))
    const copies = handler.messages.filter((message) => message === end).length
    kit.equal('copies of the last message', copies, 1, {
      cause: 'You subscribe again yourself, although the client has resubscribed already.',
    })
    kit.equal('connections with the subscription', await kit.subscribers(news), 1)
    const ended = [await kit.subscribers(left), await kit.subscribers(all)]
    kit.equal('connections subscribed to a channel that was unsubscribed before', ended, [0, 0], {
      cause: 'You resubscribe to channels that were unsubscribed before.',
    })
    const silent = lost({ problems }).filter(({ error }) => !error)
    kit.equal('reports without an error', silent, [])
  }
}

/** Closes, within the contract's limit. */
async function closes(kit: Kit, pubsub: BasicPubSub): Promise<void> {
  const closing = pubsub.close()
  const cause = 'You wait for a reply that never comes. Limit the wait, then close the connection either way.'
  await kit.until('close() resolves', settlingOf(closing), { withinMs: REPLY_MS, cause })
  await closing
}

/**
 * Brings Redis back, and fails if something that was closed comes back. The witness, which isn't closed, comes back
 * twice in the meantime.
 *
 * @param connections How many connections the witness has.
 */
async function staysClosed(kit: Kit, closed: Way, witness: Way, connections: number): Promise<void> {
  // An attempt that began before close() mustn't succeed because Redis comes back just now.
  await refused(closed.base.url)
  kit.log('the check brings Redis back')
  for (const { proxy } of [closed, witness]) proxy.accept()
  const back = () =>
    kit.until('the other instance reconnects', () => witness.proxy.links.size >= connections, {
      withinMs: RETRY_MS,
    })
  await back()
  // And once more, after a refusal: whatever waits only a little longer than the witness has come by then.
  const reported = lost(witness).length
  witness.proxy.refuse()
  witness.proxy.cut()
  await kit.until('the other instance is refused', () => lost(witness).length > reported + connections)
  witness.proxy.accept()
  await back()
  kit.equal('connections after close()', closed.proxy.links.size, 0, {
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
function lost({ problems }: Pick<Way, 'problems'>): readonly Problem[] {
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
