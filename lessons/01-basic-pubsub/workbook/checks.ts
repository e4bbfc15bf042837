import net from 'node:net'
import type { Check } from '../../../shared/checks/check.ts'
import { describe } from '../../../shared/checks/failure.ts'
import type { Kit, Way } from '../../../shared/checks/kit.ts'
import type { Recorder } from '../../../shared/checks/recorder.ts'
import type { Problem } from '../../../shared/lesson/base.ts'
import { everyone } from '../../../shared/redis/proxy.ts'
import type { BasicPubSub, Contract } from '../contract.ts'

/** Messages of every kind that Redis takes as they are. */
const TEXTS = ['hello', '', 'zwölf Öfen, 好', 'two\nlines\r\n', '{"not":"decoded"}', '\u0000']

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
    misconception: 'the count is made up, or the promise of publish() is not returned',
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
    title: 'many messages at once arrive in their order, each with its own count',
    misconception: 'a result is kept where the next call overwrites it',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const [news, empty] = [kit.channel('news'), kit.channel('empty')]
      const listener = await kit.listener(news)
      const texts = Array.from({ length: 50 }, (_, i) => `message ${i}`)
      const counts = await Promise.all(
        texts.flatMap((text) => [pubsub.publish(news, text), pubsub.publish(empty, text)]),
      )
      kit.equal(
        'the counts',
        counts,
        texts.flatMap(() => [1, 0]),
      )
      await pubsub.publish(news, 'end')
      await kit.receives(listener, [...texts, 'end'])
    },
  },
  {
    id: '01.1-json',
    task: '01.1',
    title: 'publishJson() sends the value as JSON and resolves with the count',
    misconception: 'ioredis turns an object into "[object Object]"; node-redis refuses it',
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
      kit.equal('what the subscriber received, decoded', listener.messages.map(decoded), values)
    },
  },
  {
    id: '01.1-no-json',
    task: '01.1',
    title: 'publishJson() rejects what JSON has no form for, and sends nothing',
    misconception: '`JSON.stringify(undefined)` is undefined, and no error; ioredis then sends an empty text',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const listener = await kit.listener(news)
      for (const value of [undefined, () => {}, 1n]) {
        const error = await kit.rejects(`publishJson() of ${typeof value}`, pubsub.publishJson(news, value))
        if (!(error instanceof TypeError))
          kit.fail(`publishJson() of ${typeof value} should reject with a TypeError, not ${error}`)
      }
      await pubsub.publishJson(news, 'end')
      await kit.receives(listener, ['"end"'])
    },
  },
  {
    id: '01.2-arrives',
    task: '01.2',
    title: 'a message reaches the handler once: first the message, then its channel',
    misconception:
      'message and channel are swapped, or the client was told twice to listen: `message` of ioredis has (channel, message), the listener of node-redis (message, channel)',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const handler = kit.recorder('handler')
      await pubsub.subscribe(news, handler)
      // Whether this was soon enough is looked at elsewhere.
      await kit.until('Redis has the subscription', async () => (await kit.subscribers(news)) > 0)
      await pubsub.publish(news, 'hello')
      await kit.receives(handler, ['hello'], { channel: news })
    },
  },
  {
    id: '01.2-acknowledged',
    task: '01.2',
    title: 'subscribe() resolves when Redis has the subscription',
    misconception: 'SUBSCRIBE is not awaited, so what is published right afterwards is lost',
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
      const subscribe = async (one: Recorder<string>) => {
        await pubsub.subscribe(chat, one)
        resolved.push(one.name)
      }
      const subscribing = Promise.all([subscribe(handler), subscribe(other)])
      // It is awaited below.
      subscribing.catch(() => {})
      // Redis answers the check's own connection meanwhile, so it had time enough to answer a SUBSCRIBE.
      for (let i = 0; i < 3; i++) {
        // Looked at before Redis is asked: what resolves meanwhile may be right.
        const [early] = resolved
        const heard = (await kit.subscribers(chat)) > 0
        if (early && !heard) {
          kit.fail(`subscribe("chat", ${early}) resolved before Redis had heard of the subscription`)
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
    misconception:
      'the handler is entered when subscribe() of the client has resolved; what came together with the answer is lost',
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
      await kit.receives(handler, ['first', 'end'])
    },
  },
  {
    id: '01.2-late',
    task: '01.2',
    title: 'a late subscriber gets what is published afterwards, and nothing from before',
    misconception: 'the code counts on Pub/Sub to keep messages for those who come late',
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
    misconception:
      'one handler per channel, or every handler for every channel; ioredis has one `message` event for all channels',
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
    misconception: 'an empty text is taken for none, or what looks like JSON is decoded',
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
    misconception: 'connections or handlers are kept in the module, where all instances share them',
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
    misconception: 'every subscribe() adds a listener, so a second one doubles every message',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const chat = kit.channel('chat')
      const handler = kit.recorder('handler')
      await Promise.all([pubsub.subscribe(chat, handler), pubsub.subscribe(chat, handler)])
      await pubsub.subscribe(chat, handler)
      await pubsub.publish(chat, 'hello')
      await pubsub.publish(chat, 'end')
      await kit.receives(handler, ['hello', 'end'])
    },
  },
  {
    id: '01.3-bad-json',
    task: '01.3',
    title: 'good, bad, good in one burst: the bad text is reported once, its neighbours arrive',
    misconception:
      '`JSON.parse` throws in the listener; the client then drops the rest of what came with it, or the process ends',
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
    misconception:
      'one `try` around decoding and handler: the error of the handler is reported as a bad message, or goes up into the client',
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
    misconception: 'the handler is awaited before the next message is handed over',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      const news = kit.channel('news')
      const never = kit.recorder<unknown>('never done', () => new Promise(() => {}))
      const quick = kit.recorder<unknown>('quick')
      await pubsub.subscribeJson(news, never)
      await pubsub.subscribeJson(news, quick)
      for (const message of ['1', '2', '"end"']) await kit.publish(news, message)
      await kit.receives<unknown>(never, [1, 2, 'end'])
      await kit.receives<unknown>(quick, [1, 2, 'end'])
    },
  },
  {
    id: '01.4-one',
    task: '01.4',
    title: 'unsubscribe() ends one handler on one channel, and no other; twice is harmless',
    misconception:
      'UNSUBSCRIBE ends the channel for all its handlers; or only the handler goes, and the subscription stays',
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
      kit.equal('NUMSUB of news with b left', await kit.subscribers(news), 1)
      await pubsub.publish(news, '1')
      await pubsub.publish(chat, '2')
      await kit.receives(b, ['1'], { channel: news })
      await kit.receives(b, ['2'], { channel: chat })
      await kit.receives(a, ['2'])
      await pubsub.unsubscribe(news, b)
      kit.equal('NUMSUB of news with nobody left', await kit.subscribers(news), 0)
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
    misconception: 'handlers stand in an array, and taking one out makes the loop jump over the next',
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
      await kit.receives(next, ['1', '2', '3'])
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
    misconception: 'the channel is forgotten when Redis has answered, and with it who came meanwhile',
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
    misconception: 'the client knows the wrapper that decodes, not the handler',
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
    misconception: 'one channel stays, or the old handlers come back with the next subscribe()',
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
      kit.equal('what the old handlers received', [old.messages, another.messages], [[], []])
      await pubsub.subscribe(news, old)
      await pubsub.publish(news, 'both')
      await kit.receives(fresh, ['end', 'both'])
      await kit.receives(old, ['both'])
    },
  },
  {
    id: '01.4-all-crossing',
    task: '01.4',
    title: 'what is subscribed while unsubscribeAll() is on its way stays subscribed',
    misconception:
      'the handlers are forgotten when Redis has answered, also the new ones; node-redis takes a channel for subscribed that it is just ending, except when it is ended with its listener',
    async run(kit, subject) {
      const { pubsub } = await connect(kit, subject)
      for (const again of ['news', 'chat']) {
        const [news, wanted] = [kit.channel('news'), kit.channel(again)]
        const [old, fresh] = [kit.recorder('old'), kit.recorder('fresh')]
        await pubsub.subscribe(news, old)
        await Promise.all([pubsub.unsubscribeAll(), pubsub.subscribe(wanted, fresh)])
        await kit.publish(wanted, 'end')
        await kit.receives(fresh, ['end'])
        kit.equal('what the old handler received', old.messages, [])
        await pubsub.unsubscribe(wanted, fresh)
        kit.equal('NUMSUB afterwards', await kit.subscribers(wanted), 0)
      }
    },
  },
  {
    id: '01.5-fin',
    task: '01.5',
    waits: true,
    title: 'a connection that the other side ends (FIN) is reported, and comes back with its subscriptions',
    misconception:
      'without a listener for `error`, node-redis ends the process; ioredis has no `error` for a FIN',
    run: (kit, subject) => survives(kit, subject, 'fin'),
  },
  {
    id: '01.5-rst',
    task: '01.5',
    waits: true,
    title: 'a connection that breaks off (RST) is reported, and comes back with its subscriptions',
    misconception: 'without a listener for `error`, node-redis ends the process',
    run: (kit, subject) => survives(kit, subject, 'rst'),
  },
  {
    id: '01.5-away',
    task: '01.5',
    waits: true,
    title: 'connect() keeps trying while Redis is away, and reports it',
    misconception: 'the first try is the only one, or nobody hears of it',
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
      // More than two for each connection: it tries again and again, and tells that too.
      await kit.until(
        'report() with kind "connection", again and again while Redis is away',
        () => lost(way).length >= 5,
        { hopeless: () => ended },
      )
      if (ended) kit.fail(ended)
      kit.log('the check: Redis is back')
      way.proxy.accept()
      const { pubsub } = await connecting
      kit.equal('the count of a publish afterwards', await pubsub.publish(kit.channel('news'), 'back'), 0)
    },
  },
  {
    id: '01.6-close',
    task: '01.6',
    title: 'close() leaves no connection, and calling it again is no error',
    misconception: 'one of the clients is forgotten; node-redis throws on a second close()',
    async run(kit, subject) {
      const { pubsub, proxy, problems } = await connect(kit, subject)
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
      kit.equal(
        'what was reported',
        problems.map((problem) => problem.kind),
        [],
      )
    },
  },
  {
    id: '01.6-away',
    task: '01.6',
    waits: true,
    title: 'close() ends while Redis is away, and nothing tries to connect afterwards',
    misconception: 'closing in good order waits for an answer of Redis that cannot come',
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
    id: '01.6-in-hand',
    task: '01.6',
    waits: true,
    title:
      'close() ends when the connection breaks in the same moment, with a message on its way, and nothing comes back',
    misconception: 'the client says that it is ready, so the answer will come',
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
      kit.log('the check: Redis goes away')
      for (const one of [proxy, witness.proxy]) {
        one.refuse()
        one.cut()
      }
      await pubsub.close()
      await staysClosed(kit, way, witness, connections)
    },
  },
  {
    id: '01.6-two',
    task: '01.6',
    title: 'close() of one leaves the connections of another alone',
    misconception: 'connections are kept in the module, and the first close() ends them for all',
    async run(kit, subject) {
      const way = await kit.way()
      const { pubsub: first } = await connect(kit, subject, way, 'first')
      const { pubsub: second, problems } = await connect(kit, subject, way, 'second')
      const news = kit.channel('news')
      const handler = kit.recorder('handler of second')
      await second.subscribe(news, handler)
      await first.close()
      kit.equal('the count of a publish of second', await second.publish(news, 'still here'), 1)
      await kit.receives(handler, ['still here'])
      kit.equal('what was reported', lost({ problems }), [])
    },
  },
]

async function survives(kit: Kit, subject: Contract, how: 'fin' | 'rst'): Promise<void> {
  const { pubsub, proxy, problems } = await connect(kit, subject)
  const news = kit.channel('news')
  const handler = kit.recorder('handler')
  await pubsub.subscribe(news, handler)
  await pubsub.publish(news, 'before')
  await kit.receives(handler, ['before'])
  // Twice, for what works once may work for the first time only.
  for (const time of ['first', 'second']) {
    const before = new Set([...proxy.links].map((link) => link.id))
    const reported = lost({ problems }).length
    kit.log(`the check: every connection is cut (${how.toUpperCase()}), for the ${time} time`)
    const cut = proxy.cut(everyone, how)
    await kit.until(
      `report() with kind "connection" for each connection after the ${time} cut`,
      () => lost({ problems }).length >= reported + cut,
    )
    await kit.until('a new connection with the subscription', () =>
      [...proxy.links].some((link) => !before.has(link.id) && link.subscribed.has(news)),
    )
    await kit.until(
      'the count of a publish is 1 again',
      // As long as the publisher is not back, it may refuse.
      async () => (await pubsub.publish(news, 'after').catch(() => 0)) === 1,
    )
    const end = `end of the ${time} time`
    await kit.publish(news, end)
    await kit.until('the handler has the last message', () => handler.messages.includes(end))
    const copies = handler.messages.filter((message) => message === end).length
    kit.equal('copies of the last message', copies, 1)
    kit.equal('connections with the subscription', await kit.subscribers(news), 1)
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
  const back = () => kit.until('the other one connects again', () => witness.proxy.links.size >= connections)
  await back()
  witness.proxy.cut()
  await back()
  kit.equal('connections of the closed one', closed.proxy.links.size, 0)
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

function channelsOf(handler: Recorder<unknown>): string[] {
  return [...new Set(handler.got.map((got) => got.channel))]
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
