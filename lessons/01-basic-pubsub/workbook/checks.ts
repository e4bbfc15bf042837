import net from 'node:net'
import type { Check } from '../../../shared/checks/check.ts'
import { describe } from '../../../shared/checks/failure.ts'
import type { Kit, Way } from '../../../shared/checks/kit.ts'
import { patience } from '../../../shared/checks/patience.ts'
import type { Recorder } from '../../../shared/checks/recorder.ts'
import { settlingOf } from '../../../shared/checks/settling.ts'
import type { Problem } from '../../../shared/lesson/connect-options.ts'
import { everyone } from '../../../shared/redis/proxy.ts'
import type { BasicPubSub, Contract } from '../contract.ts'

/** Messages of every kind that Redis takes as they are. */
const TEXTS = ['hello', '', 'zwölf Öfen, 好', 'two\nlines\r\n', '{"not":"decoded"}', '\u0000']

/** How long Redis may take to reply, by the contract, in milliseconds. */
const REPLY_MS = 6000
/** How long a client may wait before it tries to connect again, by the contract, in milliseconds. */
const RETRY_MS = 5000
/** A limit that is kept may be noticed a little later. */
const SLACK = 1.2
const WAITS_FOREVER =
  'No limit ends this wait: node-redis limits only the time in its queue, ioredis has the option commandTimeout.'
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
    title: 'publish() sends the text and resolves with what PUBLISH returned',
    async run(kit, subject) {
      const way = await kit.way()
      // It is for names that the lesson's code makes up. A channel that is handed over is complete already.
      const base = { ...way.base, namespace: `${way.base.namespace}elsewhere:` }
      const { pubsub } = await connect(kit, subject, { ...way, base })
      const news = kit.channel('news')
      kit.equal('the count with nobody listening', await pubsub.publish(news, 'nobody hears this'), 0)
      const first = await kit.listener(news)
      kit.equal('the count with one subscriber', await pubsub.publish(news, 'one'), 1)
      await kit.listener(news)
      await kit.patternListener(news)
      kit.equal(
        'the count with two subscribers of the channel and one of a pattern',
        await pubsub.publish(news, 'three'),
        3,
      )
      for (const text of TEXTS) await pubsub.publish(news, text)
      await pubsub.publish(news, 'end')
      await kit.receives(first, ['one', 'three', ...TEXTS, 'end'])
    },
  },
  {
    id: '01.1-at-once',
    task: '01.1',
    title: 'many messages at once all arrive, each with its own count',
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
      )
      await pubsub.publish(news, 'end')
      await kit.until('the subscriber has the last message', () => listener.messages.includes('end'))
      // In any order: they may have been sent on several connections.
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
    title: 'publishJson() sends the value as JSON and resolves with the count',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const listener = await kit.listener(news)
      const values = [{ userId: 123, tags: ['a', null] }, 'text', 7, null, false, []]
      for (const value of values)
        kit.equal(`the count of ${JSON.stringify(value)}`, await pubsub.publishJson(news, value), 1)
      await kit.until(
        'as many messages as values reach the subscriber',
        () => listener.got.length >= values.length,
      )
      kit.equal('what the subscriber received, decoded', listener.messages.map(decoded), values, {
        cause: (got) =>
          got.includes('[object Object]')
            ? 'ioredis turns an object into "[object Object]": make the text with JSON.stringify(value).'
            : undefined,
      })
    },
  },
  {
    id: '01.1-no-json',
    task: '01.1',
    title: 'publishJson() rejects what JSON has no form for, and sends nothing',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const listener = await kit.listener(news)
      for (const value of [undefined, () => {}, 1n]) {
        const error = await kit.rejects(`publishJson() of ${typeof value}`, pubsub.publishJson(news, value), {
          cause:
            typeof value === 'bigint'
              ? undefined
              : `JSON.stringify() returns undefined for this value, and doesn't throw.`,
        })
        if (!(error instanceof TypeError))
          kit.fail(`publishJson() of ${typeof value} should reject with a TypeError, not ${error}`)
      }
      await pubsub.publishJson(news, 'end')
      await kit.receives(listener, ['"end"'])
    },
  },
  {
    id: '01.1-refused',
    task: '01.1',
    title: 'publish() and publishJson() reject when Redis refuses the message',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const refusal = proxy.answer(everyone, 'PUBLISH', NO_RIGHT)
      const cause = 'You catch the error of PUBLISH, so the caller believes that the message was sent.'
      await kit.rejects('publish() of a refused message', pubsub.publish(news, 'refused'), { cause })
      await kit.rejects('publishJson() of a refused message', pubsub.publishJson(news, 'refused'), { cause })
      refusal.stop()
      kit.equal('the count once Redis accepts messages again', await pubsub.publish(news, 'accepted'), 0)
    },
  },
  {
    id: '01.2-arrives',
    task: '01.2',
    title: 'a message reaches the handler once: first the message, then its channel',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      await pubsub.subscribe(news, handler)
      // Whether this was soon enough is looked at elsewhere.
      await kit.until('Redis has the subscription', async () => (await kit.subscribers(news)) > 0)
      await pubsub.publish(news, 'hello')
      await kit.receives(handler, ['hello'], {
        cause: (got) =>
          got[0] === news
            ? 'You pass on the channel for the message: ioredis calls its listener with (channel, message), node-redis with (message, channel).'
            : undefined,
      })
      kit.equal('the channel that the handler was told', channelsOf(handler), [news])
    },
  },
  {
    id: '01.2-acknowledged',
    task: '01.2',
    title: 'subscribe() resolves when Redis has the subscription',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder('handler')
      const other = kit.recorder('other')
      await pubsub.subscribe(news, handler)
      kit.equal('PUBSUB NUMSUB when subscribe() had resolved', await kit.subscribers(news), 1)
      kit.log('the check: what the connections send is held up')
      proxy.stall()
      const resolved: string[] = []
      const subscribe = async (one: Recorder<string>, name = one.name) => {
        await pubsub.subscribe(chat, one)
        resolved.push(name)
      }
      // The third one changes nothing, and is to wait all the same.
      const subscribing = Promise.all([
        subscribe(handler),
        subscribe(other),
        subscribe(handler, 'handler again'),
      ])
      // It is awaited below.
      subscribing.catch(() => {})
      // Redis answers the check's own connection meanwhile, so it had time enough to answer a SUBSCRIBE.
      for (let i = 0; i < 3; i++) {
        // Looked at before Redis is asked: what resolves meanwhile may be right.
        const [early] = resolved
        const heard = (await kit.subscribers(chat)) > 0
        if (early && !heard) {
          kit.fail(`subscribe("chat", ${early}) resolved before Redis had heard of the subscription`, {
            cause:
              early === handler.name
                ? "You don't wait for Redis to acknowledge SUBSCRIBE: anything published earlier is lost."
                : 'The SUBSCRIBE of the first call is still on its way. Every call has to wait for it.',
          })
        }
      }
      proxy.resume()
      await subscribing
      if ((await kit.subscribers(chat)) === 0) {
        kit.fail('subscribe() had resolved, and Redis has no subscription')
      }
      await kit.publish(news, 'one')
      await kit.publish(chat, 'two')
      await kit.receives(handler, ['one'], { channel: news })
      await kit.receives(handler, ['two'], { channel: chat })
      kit.equal('how often the handler was called', handler.got.length, 2)
    },
  },
  {
    id: '01.2-first',
    task: '01.2',
    title: 'a message right behind the answer to SUBSCRIBE reaches the handler',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      kit.log('the check: the answer to SUBSCRIBE is held back')
      const answer = proxy.holdReply(everyone, 'SUBSCRIBE')
      const subscribing = pubsub.subscribe(news, handler)
      await Promise.race([
        kit.until('Redis has the subscription', async () => (await kit.subscribers(news)) > 0),
        rejection(subscribing),
      ])
      await kit.publish(news, 'first')
      // So that the message has come as far as the answer: both go on in one piece.
      for (let i = 0; i < 3; i++) await kit.subscribers(news)
      kit.log('the check: the answer passes, and the message behind it')
      answer.release()
      await subscribing
      await kit.publish(news, 'end')
      await kit.receives(handler, ['first', 'end'], {
        cause: (got) =>
          got[0] === 'end'
            ? "You add the handler after the client's subscribe() has resolved. The first message can arrive together with the acknowledgement."
            : undefined,
      })
    },
  },
  {
    id: '01.2-late',
    task: '01.2',
    title: 'a late subscriber gets what is published afterwards, and nothing from before',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      await pubsub.publish(news, 'early')
      await pubsub.subscribe(news, handler)
      await pubsub.publish(news, 'late')
      await kit.receives(handler, ['late'])
    },
  },
  {
    id: '01.2-each-its-own',
    task: '01.2',
    title: 'several handlers and channels: each handler gets exactly the messages of its channels',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      // One name is the beginning of the other, and one has the marks of a pattern.
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
        'how often a, b and both were called',
        [a.got.length, b.got.length, both.got.length],
        [4, 6, 6],
      )
    },
  },
  {
    id: '01.2-as-sent',
    task: '01.2',
    title: 'every text reaches the handler as it was sent, also an empty one, on a channel with any name',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const [news, odd] = [kit.channel('news'), kit.channel('zwölf\nÖfen 好')]
      const handler = kit.recorder('handler')
      await pubsub.subscribe(news, handler)
      await pubsub.subscribe(odd, handler)
      await kit.burst(news, [...TEXTS, 'end'])
      await kit.burst(odd, ['odd', 'end'])
      await kit.receives(handler, [...TEXTS, 'end'], { channel: news })
      await kit.receives(handler, ['odd', 'end'], { channel: odd })
    },
  },
  {
    id: '01.2-two',
    task: '01.2',
    title: 'two connect() in one process have each their own subscriptions',
    async run(kit, subject) {
      const way = await kit.way()
      const { pubsub: first } = await connect(kit, subject, way, 'first')
      const { pubsub: second } = await connect(kit, subject, way, 'second')
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const ofFirst = kit.recorder('handler of first')
      const ofSecond = kit.recorder('handler of second')
      await first.subscribe(news, ofFirst)
      await second.subscribe(news, ofSecond)
      await second.subscribe(chat, ofSecond)
      kit.equal('the count with a subscription of each', await first.publish(news, 'to both'), 2)
      kit.equal('the count with a subscription of one', await second.publish(chat, 'to one'), 1)
      for (const channel of [news, chat]) await kit.publish(channel, 'end')
      await kit.receives(ofFirst, ['to both', 'end'])
      await kit.receives(ofSecond, ['to both', 'end'], { channel: news })
      await kit.receives(ofSecond, ['to one', 'end'], { channel: chat })
    },
  },
  {
    id: '01.2-again',
    task: '01.2',
    title: 'the same handler on the same channel again is still called once per message',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const chat = kit.channel('chat')
      const handler = kit.recorder('handler')
      await Promise.all([pubsub.subscribe(chat, handler), pubsub.subscribe(chat, handler)])
      await pubsub.subscribe(chat, handler)
      await pubsub.publish(chat, 'hello')
      await pubsub.publish(chat, 'end')
      await kit.receives(handler, ['hello', 'end'], {
        cause: (got) =>
          got[1] === 'hello'
            ? 'Every subscribe() adds a listener, even for a handler that the channel already has.'
            : undefined,
      })
    },
  },
  {
    id: '01.2-refused',
    task: '01.2',
    title: 'subscribe() rejects when Redis refuses it, and its handler is not called later',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const refused = kit.recorder('refused')
      const refusal = proxy.answer(everyone, 'SUBSCRIBE', NO_RIGHT)
      await kit.rejects('subscribe() that Redis refuses', pubsub.subscribe(news, refused), {
        cause: 'You catch the error of SUBSCRIBE, so the caller believes that messages will arrive.',
      })
      refusal.stop()
      const accepted = kit.recorder('accepted')
      await pubsub.subscribe(news, accepted)
      await kit.publish(news, 'one')
      await kit.receives(accepted, ['one'])
      kit.equal('what the refused handler received', refused.messages, [], {
        cause:
          'You keep the handler although Redis has refused it, so the next subscription of the channel calls it.',
      })
      await pubsub.subscribe(news, refused)
      await kit.publish(news, 'two')
      await kit.receives(refused, ['two'])
      await kit.receives(accepted, ['one', 'two'])
    },
  },
  {
    id: '01.3-bad-json',
    task: '01.3',
    title: 'good, bad, good in one burst: the bad text is reported once, its neighbours arrive',
    async run(kit, subject) {
      const { pubsub, problems } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder<unknown>('handler')
      const other = kit.recorder<unknown>('other')
      await pubsub.subscribeJson(news, handler)
      await pubsub.subscribeJson(chat, other)
      await kit.burst(news, ['1', '{"a":', '{"b":2}', '', 'null', '"end"'])
      await kit.burst(chat, ['true', '"end"'])
      await kit.receives(handler, [1, { b: 2 }, null, 'end'])
      await kit.receives(other, [true, 'end'])
      kit.equal('the channels told to both', [channelsOf(handler), channelsOf(other)], [[news], [chat]])
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
    title: 'a handler that throws, or whose promise rejects, is reported as that and harms no other',
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
        failing<string>('throws on text', throwing),
        failing<string>('rejects on text', rejecting),
        kit.recorder('good on text'),
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
      await kit.until('all four errors are reported', () => problems.length >= 4)
      kit.equal(
        'the kinds reported',
        problems.map((problem) => problem.kind),
        Array(4).fill('handler'),
        {
          cause: (got) =>
            got.includes('payload')
              ? 'One `try` covers both JSON.parse() and the handler, so an error of the handler is reported as a malformed message.'
              : undefined,
        },
      )
      kit.equal(
        'how often each error was reported',
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
    title: 'a handler whose promise takes its time holds up nobody',
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
    title: 'unsubscribe() ends one handler on one channel, and no other; twice is harmless',
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
      kit.equal('NUMSUB of news with b left', await kit.subscribers(news), 1, {
        cause: (got) =>
          got === 0
            ? 'UNSUBSCRIBE ends the channel for all of its handlers: send it with the last one only.'
            : undefined,
      })
      await pubsub.publish(news, '1')
      await pubsub.publish(chat, '2')
      await kit.receives(b, ['1'], { channel: news })
      await kit.receives(b, ['2'], { channel: chat })
      await kit.receives(a, ['2'])
      await pubsub.unsubscribe(news, b)
      kit.equal('NUMSUB of news with no handler left', await kit.subscribers(news), 0, {
        cause:
          "Redis still has the subscription: you don't send UNSUBSCRIBE for the last handler, or don't wait for it.",
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
    title: 'a handler that unsubscribes itself while it is called makes no other one miss the message',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const leaving: Promise<void>[] = []
      const once: Recorder<string> = kit.recorder('once', () => {
        const left = pubsub.unsubscribe(news, once)
        // It is awaited below.
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
            ? 'You remove the handler from the list that you are looping over, so the loop skips the next one.'
            : undefined,
      })
      await Promise.all(leaving)
      await kit.publish(news, 'end')
      await kit.receives(next, ['1', '2', '3', 'end'])
      const late = once.messages.filter((message) => message === 'end')
      kit.equal('the last message for the handler that went', late, [])
    },
  },
  {
    id: '01.4-at-once',
    task: '01.4',
    title: 'while the last handler of a channel goes another one comes, and it stays',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const goes = kit.recorder('goes')
      const comes = kit.recorder('comes')
      for (const channel of [news, chat]) await pubsub.subscribe(channel, goes)
      await Promise.all([
        pubsub.unsubscribe(news, goes),
        pubsub.subscribe(news, comes),
        pubsub.subscribe(chat, comes),
        pubsub.unsubscribe(chat, goes),
      ])
      kit.equal('NUMSUB of both', [await kit.subscribers(news), await kit.subscribers(chat)], [1, 1])
      for (const channel of [news, chat]) await kit.publish(channel, 'end')
      await kit.receives(comes, ['end'], { channel: news })
      await kit.receives(comes, ['end'], { channel: chat })
      kit.equal('what the handler that went received', goes.messages, [])
    },
  },
  {
    id: '01.4-json',
    task: '01.4',
    title: 'a handler of subscribeJson() can be unsubscribed too, also one written in place',
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
      kit.equal('what the unsubscribed handler received', got, [])
      await pubsub.unsubscribe(news, stays)
      kit.equal('NUMSUB with nobody left', await kit.subscribers(news), 0)
    },
  },
  {
    id: '01.4-all',
    task: '01.4',
    title: 'unsubscribeAll() ends every subscription, and new ones may follow',
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
      kit.equal('NUMSUB of both', [await kit.subscribers(news), await kit.subscribers(chat)], [0, 0])
      const fresh = kit.recorder('fresh')
      await pubsub.subscribe(news, fresh)
      await pubsub.publish(news, 'end')
      await kit.receives(fresh, ['end'])
      kit.equal('what the old handlers received', [old.messages, another.messages], [[], []], {
        cause:
          'Redis has ended the subscriptions, but you still keep the handlers: the next subscribe() brings them back.',
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
    title: 'unsubscribe() and unsubscribeAll() reject when Redis refuses them',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder('handler')
      for (const channel of [news, chat]) await pubsub.subscribe(channel, handler)
      const refusal = proxy.answer(everyone, 'UNSUBSCRIBE', 'NOPERM this user may not unsubscribe')
      const cause =
        'You catch the error of UNSUBSCRIBE, so the caller believes that the subscription has ended.'
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
    title: 'a connection that the other side ends (FIN) is reported, and comes back with its subscriptions',
    run: (kit, subject) => survives(kit, subject, 'fin'),
  },
  {
    id: '01.5-rst',
    task: '01.5',
    waits: true,
    title: 'a connection that breaks off (RST) is reported, and comes back with its subscriptions',
    run: (kit, subject) => survives(kit, subject, 'rst'),
  },
  {
    id: '01.5-away',
    task: '01.5',
    waits: true,
    title: 'connect() keeps trying while Redis is away, and reports it',
    async run(kit, subject) {
      const way = await kit.way()
      kit.log('the check: Redis refuses every connection')
      way.proxy.refuse()
      let ended: string | undefined
      const connecting = connect(kit, subject, way)
      connecting.then(
        () => {
          ended = 'connect() resolved while Redis was away'
        },
        (error: unknown) => {
          ended = `connect() gave up while Redis was away: ${describe(error)}`
        },
      )
      // For a second: code that gives up after a few quick tries gives up in this time.
      const begun = performance.now()
      await within(
        kit,
        'report() with kind "connection", again and again while Redis is away',
        2 * RETRY_MS,
        () => {
          return ended !== undefined || (lost(way).length >= 3 && performance.now() - begun > 1000)
        },
      )
      if (ended) kit.fail(ended)
      kit.log('the check: Redis is back')
      way.proxy.accept()
      const { pubsub } = await connecting
      kit.equal('the count of a publish afterwards', await pubsub.publish(kit.channel('news'), 'back'), 0)
    },
  },
  {
    id: '01.5-silent',
    task: '01.5',
    waits: true,
    title: 'publish(), subscribe() and unsubscribe() reject when Redis does not reply',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const [news, chat] = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder('handler')
      const late = kit.recorder('late')
      await pubsub.subscribe(chat, handler)
      kit.log('the check: Redis falls silent, and the connections stay open')
      const silence = proxy.silence()
      const calls: readonly (readonly [string, Promise<unknown>])[] = [
        ['publish()', pubsub.publish(news, 'lost')],
        ['subscribe()', pubsub.subscribe(news, late)],
        ['unsubscribe()', pubsub.unsubscribe(chat, handler)],
      ]
      const ends = calls.map(([, call]) => settlingOf(call))
      for (const [at, [name, call]] of calls.entries()) {
        await within(kit, `${name} ends`, REPLY_MS, ends[at]!, WAITS_FOREVER)
        await kit.rejects(name, call)
      }
      kit.log('the check: Redis replies again')
      silence.stop()
      const fresh = kit.recorder('fresh')
      await kit.until('subscribe() works again', () => passes(pubsub.subscribe(news, fresh)))
      await kit.publish(news, 'end')
      await kit.until('the handler has the last message', () => fresh.messages.includes('end'))
      kit.equal('what the handler received whose subscribe() was rejected', late.messages, [])
    },
  },
  {
    id: '01.5-refused',
    task: '01.5',
    waits: true,
    title: 'a subscription that Redis refuses after a reconnect is reported, and takes no other with it',
    async run(kit, subject) {
      const { pubsub, proxy, problems } = await connect(kit, subject)
      const channels = [kit.channel('news'), kit.channel('chat')]
      const handler = kit.recorder('handler')
      for (const channel of channels) await pubsub.subscribe(channel, handler)
      const refusal = proxy.answer(everyone, 'SUBSCRIBE', NO_RIGHT, { times: 1 })
      kit.log('the check: every connection is cut, and the next SUBSCRIBE will be refused')
      const cut = proxy.cut()
      await proxy.settled()
      await within(kit, 'a SUBSCRIBE is refused', RETRY_MS, () => refusal.count > 0)
      await kit.until(
        'report() with kind "connection" of the refusal',
        () =>
          lost({ problems }).length > cut ||
          lost({ problems }).some(({ error }) => /NOPERM/.test(String(error))),
      )
      const counts = () => Promise.all(channels.map((channel) => kit.subscribers(channel)))
      await within(kit, 'at least one channel is subscribed again', RETRY_MS, async () =>
        (await counts()).includes(1),
      )
      kit.log('the check: every connection is cut once more, and nothing is refused')
      proxy.cut()
      await proxy.settled()
      await within(kit, 'both channels are subscribed again', RETRY_MS, async () =>
        (await counts()).every((count) => count === 1),
      )
      for (const channel of channels) await kit.publish(channel, 'end')
      for (const channel of channels) await kit.receives(handler, ['end'], { channel })
    },
  },
  {
    id: '01.6-close',
    task: '01.6',
    title: 'close() leaves no connection, and calling it again is no error',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      await pubsub.subscribe(news, handler)
      await pubsub.publish(news, 'last words')
      await kit.receives(handler, ['last words'])
      await pubsub.close()
      await kit.until('every connection is closed', () => proxy.links.size === 0)
      await pubsub.close()
      await proxy.settled()
      kit.equal('NUMSUB afterwards', await kit.subscribers(news), 0)
    },
  },
  {
    id: '01.6-away',
    task: '01.6',
    waits: true,
    title: 'close() ends while Redis is away, and nothing tries to connect afterwards',
    async run(kit, subject) {
      const way = await connect(kit, subject)
      const { pubsub, proxy, problems } = way
      const witness = await connect(kit, subject)
      const connections = witness.proxy.links.size
      const both = [proxy, witness.proxy]
      const news = kit.channel('news')
      await pubsub.publish(news, 'first')
      kit.log('the check: Redis goes away')
      for (const one of both) {
        one.refuse()
        one.cut()
      }
      await kit.until('report() with kind "connection"', () => lost({ problems }).length > 0)
      // Nobody will answer this one. What becomes of it is not looked at.
      pubsub.publish(news, 'on its way').catch(() => {})
      await pubsub.close()
      await staysClosed(kit, way, witness, connections)
    },
  },
  {
    id: '01.6-in-flight',
    task: '01.6',
    waits: true,
    title: 'a connection that breaks while close() waits for a reply does not come back',
    async run(kit, subject) {
      const way = await connect(kit, subject)
      const { pubsub, proxy } = way
      const witness = await connect(kit, subject)
      const connections = witness.proxy.links.size
      kit.log('the check: the answer to PUBLISH is held back')
      const held = proxy.holdReply(everyone, 'PUBLISH')
      const publishing = pubsub.publish(kit.channel('news'), 'on its way')
      // What becomes of it is not looked at.
      publishing.catch(() => {})
      await Promise.race([held.caught, publishing])
      const closing = pubsub.close()
      closing.catch(() => {})
      kit.log('the check: Redis goes away')
      for (const one of [proxy, witness.proxy]) {
        one.refuse()
        one.cut()
      }
      // The reply that close() waits for will not come, so it may never end. If it does, nothing comes back.
      await Promise.race([closing.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1000))])
      await staysClosed(kit, way, witness, connections)
    },
  },
  {
    id: '01.6-silent',
    task: '01.6',
    waits: true,
    title: 'close() ends although Redis does not reply',
    async run(kit, subject) {
      const { pubsub, proxy } = await connect(kit, subject)
      await pubsub.subscribe(kit.channel('news'), kit.recorder('handler'))
      kit.log('the check: Redis falls silent, and the connections stay open')
      const silence = proxy.silence()
      const closing = pubsub.close()
      await within(
        kit,
        'close() ends',
        REPLY_MS,
        settlingOf(closing),
        'You wait for a reply that does not come: set a limit, and then close the connection in any case.',
      )
      await closing
      silence.stop()
      await kit.until('every connection is closed', () => proxy.links.size === 0)
    },
  },
  {
    id: '01.6-two',
    task: '01.6',
    title: 'close() of one leaves the connections of another alone',
    async run(kit, subject) {
      const way = await kit.way()
      const { pubsub: first } = await connect(kit, subject, way, 'first')
      const { pubsub: second } = await connect(kit, subject, way, 'second')
      const news = kit.channel('news')
      const handler = kit.recorder('handler of second')
      await second.subscribe(news, handler)
      await first.close()
      kit.equal('the count of a publish of second', await second.publish(news, 'still here'), 1)
      await kit.receives(handler, ['still here'])
    },
  },
]

async function survives(kit: Kit, subject: Contract, how: 'fin' | 'rst'): Promise<void> {
  const { pubsub, proxy, problems } = await connect(kit, subject)
  // Those that stay open: one that is opened for a single message may be closing when it is cut.
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
  // Twice, for what works once may work for the first time only.
  for (const time of ['first', 'second']) {
    const before = new Set([...proxy.links].map((link) => link.id))
    const reported = lost({ problems }).length
    kit.log(`the check: every connection is cut (${how.toUpperCase()}), for the ${time} time`)
    const cut = Math.max(1, [...proxy.links].filter((link) => lasting.has(link.id)).length)
    proxy.cut(everyone, how)
    await kit.until(
      `report() with kind "connection" for each connection after the ${time} cut`,
      () => lost({ problems }).length >= reported + cut,
    )
    await within(kit, 'a new connection with the subscription', RETRY_MS, () =>
      [...proxy.links].some((link) => !before.has(link.id) && link.subscribed.has(news)),
    )
    // As long as the publisher is not back, it may refuse.
    await within(kit, 'the count of a publish is 1 again', RETRY_MS, async () => {
      return (await pubsub.publish(news, 'after').catch(() => 0)) === 1
    })
    const end = `end of the ${time} time`
    await kit.publish(news, end)
    await kit.until('the handler has the last message', () => handler.messages.includes(end))
    const copies = handler.messages.filter((message) => message === end).length
    kit.equal('copies of the last message', copies, 1)
    kit.equal('connections with the subscription', await kit.subscribers(news), 1)
    const ended = [await kit.subscribers(left), await kit.subscribers(all)]
    kit.equal('connections with a subscription that had ended before', ended, [0, 0], {
      cause:
        'You subscribe again to channels that were unsubscribed before: remove them from what you remember.',
    })
    const silent = lost({ problems }).filter(({ error }) => !error)
    kit.equal('reports that do not say what went wrong', silent, [])
  }
}

/**
 * Lets Redis come back, and fails when what was closed comes back too. The witness, which is not closed, does so twice
 * meanwhile.
 *
 * @param connections How many the witness has.
 */
async function staysClosed(kit: Kit, closed: Way, witness: Way, connections: number): Promise<void> {
  // A try that had begun before close() must not succeed because Redis comes back just now.
  await refused(closed.base.url)
  kit.log('the check: Redis is back')
  for (const { proxy } of [closed, witness]) proxy.accept()
  const back = () =>
    within(kit, 'the other one connects again', RETRY_MS, () => witness.proxy.links.size >= connections)
  await back()
  // And once more, after a refusal: what only waits a little longer than the witness has come by then.
  const reported = lost(witness).length
  witness.proxy.refuse()
  witness.proxy.cut()
  await kit.until('the other one is refused', () => lost(witness).length > reported + connections)
  witness.proxy.accept()
  await back()
  kit.equal('connections of the closed one', closed.proxy.links.size, 0)
}

/** Waits for what may take longer than a condition of the kit. On a busy machine it takes longer still. */
async function within(
  kit: Kit,
  what: string,
  ms: number,
  holds: () => unknown,
  cause?: string,
): Promise<void> {
  const waiting = patience(Math.max(ms * SLACK, kit.bound / 2))
  while (!(await holds())) {
    if (waiting.isOver()) kit.fail(`did not happen within ${ms / 1000} s: ${what}`, { cause })
    // It has a limit of its own, which may be longer than a check may stand still.
    kit.onStep?.()
    await waiting.nextLook()
  }
  kit.onStep?.()
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

/** What was reported of connections. */
function lost({ problems }: Pick<Way, 'problems'>): readonly Problem[] {
  return problems.filter((problem) => problem.kind === 'connection')
}

/**
 * Connects to a proxy that refuses, and resolves when it has been refused. As those who come first are served
 * first, all who had begun to connect have been refused then.
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
