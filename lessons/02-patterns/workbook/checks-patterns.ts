import { inspect } from 'node:util'
import { errorOfHandler } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { REPLY_MS, RETRY_MS } from '../../01-basic-pubsub/workbook/limits.ts'
import type { Contract } from '../contract.ts'
import { connected, rejection, reportsHandlers } from './connected.ts'
import { type PatternRecorder, patternRecorder } from './pattern-recorder.ts'

const CALL_RUN = "You call a handler directly. Call `run()`, which reports the handler's failure."

const WAITS_FOREVER = 'You wait for a reply that never comes. Limit the wait: `inTime()` does that.'

/** The checks of task 02.1. */
export const patternChecks: readonly Check<Contract>[] = [
  {
    id: '02.1-arguments',
    task: '02.1',
    title: 'a handler receives the message, the channel, and the pattern',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const user = context.channel('user')
      const handler = patternRecorder(context, 'handler')
      await pubsub.psubscribe(`${user}:*`, handler)
      context.equal('the count with one pattern', await pubsub.publish(`${user}:login`, 'Anna'), 1)
      // An asterisk matches colons, and the empty string.
      for (const end of [':', ':a:b:c']) await pubsub.publish(user + end, 'Ben')
      await pubsub.publish(user, 'no colon')
      await pubsub.publish(`${user}.login`, 'a dot')
      await pubsub.publish(`${user}:*`, 'the end')
      await context.receives(handler, ['Anna', 'Ben', 'Ben', 'the end'])
      context.equal(
        'the channels that the handler received',
        handler.got.map(({ channel }) => channel),
        [':login', ':', ':a:b:c', ':*'].map((end) => user + end),
      )
      context.equal('the patterns that the handler received', handler.patterns, Array(4).fill(`${user}:*`))
    },
  },
  {
    id: '02.1-acknowledged',
    task: '02.1',
    title: 'psubscribe() resolves after Redis confirms the subscription, even for a second handler',
    async run(context, subject) {
      const { pubsub, proxy } = await connected(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const handler = patternRecorder(context, 'handler')
      const other = patternRecorder(context, 'other')
      await pubsub.psubscribe(`${news}*`, handler)
      context.equal('the count after psubscribe() resolved', await context.publish(news, 'one'), 1)
      context.log('the check delays everything that your connections send')
      proxy.stall()
      const resolved: string[] = []
      const subscribe = async (one: PatternRecorder) => {
        await pubsub.psubscribe(`${chat}*`, one)
        resolved.push(one.name)
      }
      // The third call adds nothing, but it must not resolve before Redis has the pattern.
      const subscribing = Promise.all([subscribe(handler), subscribe(other), subscribe(handler)])
      // It is awaited below.
      subscribing.catch(() => {})
      // Redis answers the check's own connection meanwhile, so it had time enough to answer a PSUBSCRIBE.
      for (let i = 0; i < 3; i++) {
        const [early] = resolved
        const heard = (await context.publish(chat, 'too early')) > 0
        if (early && !heard) {
          context.fail(`psubscribe("chat*", ${early}) resolved before Redis had received PSUBSCRIBE`, {
            cause:
              'PSUBSCRIBE is still in flight. Every call must wait for it, even if another call has sent it.',
          })
        }
      }
      proxy.resume()
      await subscribing
      await context.publish(chat, 'two')
      const copies = () => [handler, other].map((one) => one.messages.filter((got) => got === 'two').length)
      await context.until('the handlers of chat* receive the message', () =>
        copies().every((count) => count > 0),
      )
      await context.publish(chat, 'end')
      await context.until('the handlers of chat* receive the last message', () =>
        [handler, other].every(({ messages }) => messages.includes('end')),
      )
      context.equal('copies of the message for each handler', copies(), [1, 1])
      await context.receives(handler, ['one'], { channel: news })
    },
  },
  {
    id: '02.1-first',
    task: '02.1',
    title: 'a message that arrives together with the confirmation reaches the handler',
    async run(context, subject) {
      const { pubsub, proxy } = await connected(context, subject)
      const news = context.channel('news')
      const handler = patternRecorder(context, 'handler')
      context.log('the check holds back the reply to PSUBSCRIBE')
      const reply = proxy.holdReply(allConnections, 'PSUBSCRIBE')
      const subscribing = pubsub.psubscribe(`${news}*`, handler)
      await Promise.race([
        context.until('Redis has the subscription', async () => (await context.publish(news, 'hello?')) > 0),
        rejection(subscribing),
      ])
      await context.publish(news, 'first')
      // By now the message has come as far as the reply, so both go on in one piece.
      for (let i = 0; i < 3; i++) await context.subscribers(news)
      context.log('the check lets the reply pass, and the message behind it')
      reply.release()
      await subscribing
      await context.publish(news, 'end')
      await context.until('the handler receives the last message', () => handler.messages.includes('end'))
      // The last "hello?" is the first message that was published after the subscription.
      context.equal('the last three messages', handler.messages.slice(-3), ['hello?', 'first', 'end'])
    },
  },
  {
    id: '02.1-each-its-own',
    task: '02.1',
    title: 'each handler is called once for each of its patterns that match',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const [chat, user] = [context.channel('chat'), context.channel('user')]
      const [wide, narrow, other] = [`${chat}:*`, `${chat}:room:*`, `${user}:*`]
      const a = patternRecorder(context, 'a')
      const b = patternRecorder(context, 'b')
      const both = patternRecorder(context, 'both')
      await Promise.all([
        pubsub.psubscribe(wide, a),
        pubsub.psubscribe(narrow, b),
        pubsub.psubscribe(wide, both),
        pubsub.psubscribe(narrow, both),
        pubsub.psubscribe(other, both),
      ])
      await context.burst(`${chat}:room:42`, ['1', '1', '2'])
      await context.burst(`${user}:login`, ['1', '3'])
      await context.burst(`${chat}:typing`, ['4'])
      for (const channel of [`${chat}:room:42`, `${user}:login`]) await context.publish(channel, 'end')
      await context.receives(a, ['1', '1', '2', 'end'], { channel: `${chat}:room:42` })
      await context.receives(b, ['1', '1', '2', 'end'], { channel: `${chat}:room:42` })
      await context.receives(both, ['1', '3', 'end'], { channel: `${user}:login` })
      await context.until(
        '"both" receives the last message through both of its patterns',
        () => callsOf(both, 'end').length >= 3,
      )
      context.equal('the calls to a', callsOf(a), [
        ...['1', '1', '2'].map((message) => [message, `${chat}:room:42`, wide]),
        ['4', `${chat}:typing`, wide],
        ['end', `${chat}:room:42`, wide],
      ])
      const rooms = ['1', '1', '2', 'end']
      context.equal(
        'the calls to both, sorted',
        callsOf(both).sort(),
        [
          ...rooms.map((message) => [message, `${chat}:room:42`, wide]),
          ...rooms.map((message) => [message, `${chat}:room:42`, narrow]),
          ...['1', '3', 'end'].map((message) => [message, `${user}:login`, other]),
          ['4', `${chat}:typing`, wide],
        ].sort(),
      )
      context.equal('the number of calls to b', b.got.length, 4)
    },
  },
  {
    id: '02.1-marks',
    task: '02.1',
    title: 'wildcards match as in Redis, and a pattern without wildcards matches only itself',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const name = context.channel('name')
      const ends: [end: string, matching: string[], not: string[]][] = [
        ['?', ['a', ':'], ['', 'ab', 'ö']],
        ['??', ['ab', 'ö'], ['a']],
        ['[ab]', ['a', 'b'], ['c', 'A', 'ab']],
        ['[^a]', ['b', '^'], ['a', '']],
        ['[a-c]', ['b'], ['d', '-']],
        ['[!a]', ['!', 'a'], ['b']],
        ['\\*', ['*'], ['a', '\\*']],
        ['{a,b}', ['{a,b}'], ['a', 'b']],
        ['.', ['.'], ['a']],
        ['', [''], ['a']],
      ]
      const handlers = ends.map(([end]) => patternRecorder(context, `handler of name:${end}`))
      for (const [at, [end]] of ends.entries()) {
        await pubsub.psubscribe(`${name}:${end}`, handlers[at]!)
      }
      const names = [...new Set(ends.flatMap(([, matching, not]) => [...matching, ...not]))]
      // When a handler has received all of the second round, nothing of the first is still in flight.
      for (const round of ['first', 'second']) {
        await Promise.all(names.map((end) => context.publish(`${name}:${end}`, `${round} name:${end}`)))
      }
      for (const [at, [pattern, matching, not]] of ends.entries()) {
        const handler = handlers[at]!
        const second = matching.map((end) => `second name:${end}`)
        await context.until(`the handler of name:${pattern} receives ${second.join(' and ')}`, () =>
          second.every((message) => handler.messages.includes(message)),
        )
        const looked = [...matching, ...not].map((end) => `first name:${end}`)
        const first = handler.messages.filter((message) => looked.includes(message))
        context.equal(
          `the messages through name:${pattern}, out of ${looked.join(' and ')}`,
          first.sort(),
          matching.map((end) => `first name:${end}`).sort(),
        )
      }
    },
  },
  {
    id: '02.1-again',
    task: '02.1',
    title: 'a handler that is subscribed to a pattern twice is called once per message',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const chat = context.channel('chat')
      const handler = patternRecorder(context, 'handler')
      const pattern = `${chat}:*`
      await Promise.all([pubsub.psubscribe(pattern, handler), pubsub.psubscribe(pattern, handler)])
      await pubsub.psubscribe(pattern, handler)
      await context.publish(`${chat}:1`, 'hello')
      await context.publish(`${chat}:1`, 'end')
      await context.receives(handler, ['hello', 'end'], {
        cause: (got) =>
          got[1] === 'hello'
            ? 'Each psubscribe() adds a listener, even for a handler that the pattern already has.'
            : undefined,
      })
      await pubsub.punsubscribe(pattern, handler)
      context.equal('the count after one punsubscribe()', await context.publish(`${chat}:1`, 'unheard'), 0)
    },
  },
  {
    id: '02.1-throws',
    task: '02.1',
    title: 'a handler that throws or rejects is reported, and other handlers are unaffected',
    async run(context, subject) {
      const { pubsub, problems } = await connected(context, subject)
      const chat = context.channel('chat')
      const room = `${chat}:room:42`
      const thrown = errorOfHandler('thrown by a handler', CALL_RUN)
      const rejected = errorOfHandler('rejected by a handler', CALL_RUN)
      const handlers = [
        patternRecorder(context, 'throws', (message) => {
          if (message === 'bad') throw thrown
        }),
        patternRecorder(context, 'rejects', async (message) => {
          await null
          if (message === 'bad') throw rejected
        }),
        patternRecorder(context, 'never finishes', () => new Promise(() => {})),
        patternRecorder(context, 'good'),
      ]
      for (const handler of handlers) await pubsub.psubscribe(`${chat}:*`, handler)
      const messages = ['1', 'bad', '2', '3', 'end']
      await context.burst(room, messages)
      for (const handler of handlers) {
        await context.receives(handler, messages, {
          // An exception in the client's own code ends its work.
          cause: (got) => (got.at(-1) === 'bad' ? CALL_RUN : undefined),
        })
      }
      const reports: [unknown, string][] = [
        [thrown, room],
        [rejected, room],
      ]
      await reportsHandlers(
        context,
        problems,
        reports,
        "You don't report a handler that fails. `run()` does.",
      )
    },
  },
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
  {
    id: '02.1-lost-patterns',
    task: '02.1',
    needsReconnect: true,
    title: 'a lost connection is reported even if only the patterns are on it',
    async run(context, subject) {
      const { pubsub, proxy, problems } = await connected(context, subject)
      const chat = context.channel('chat')
      const handler = patternRecorder(context, 'handler')
      await pubsub.psubscribe(`${chat}*`, handler)
      context.log('the check resets the connection with the pattern (RST)')
      proxy.cut((link) => link.patterns.size > 0, 'rst')
      // Redis has noticed the loss, so what it counts now is a new subscription.
      await proxy.settled()
      await context.until('report() with kind "connection"', () =>
        problems.some(({ kind }) => kind === 'connection'),
      )
      await context.until(
        'the pattern is subscribed again',
        async () => (await context.publish(chat, 'back')) > 0,
        {
          withinMs: RETRY_MS,
        },
      )
    },
  },
  {
    id: '02.1-refused',
    task: '02.1',
    title: 'psubscribe() and punsubscribe() reject if Redis refuses them',
    async run(context, subject) {
      const { pubsub, proxy } = await connected(context, subject)
      const chat = context.channel('chat')
      const refused = patternRecorder(context, 'refused')
      const accepted = patternRecorder(context, 'accepted')
      const noRight = proxy.answer(allConnections, 'PSUBSCRIBE', 'NOPERM this user has no permissions')
      await context.rejects('psubscribe() that Redis refuses', pubsub.psubscribe(`${chat}*`, refused), {
        cause: 'You catch the error from PSUBSCRIBE, so your caller waits for messages that never arrive.',
      })
      noRight.stop()
      await pubsub.psubscribe(`${chat}*`, accepted)
      await context.publish(chat, 'one')
      await context.receives(accepted, ['one'])
      context.equal('the messages received by the refused handler', refused.messages, [], {
        cause: 'You keep the handler although Redis has refused the subscription, so a later one calls it.',
      })
      await pubsub.psubscribe(`${chat}*`, refused)
      await context.publish(chat, 'two')
      await context.receives(refused, ['two'])
      await pubsub.punsubscribe(`${chat}*`, refused)
      const noEnd = proxy.answer(allConnections, 'PUNSUBSCRIBE', 'NOPERM this user may not unsubscribe')
      const cause =
        'You catch the error from PUNSUBSCRIBE, so your caller thinks that the subscription has ended.'
      await context.rejects('punsubscribe() that Redis refuses', pubsub.punsubscribe(`${chat}*`, accepted), {
        cause,
      })
      const other = context.channel('other')
      await pubsub.psubscribe(`${other}*`, accepted)
      await context.rejects('unsubscribeAll() that Redis refuses', pubsub.unsubscribeAll(), { cause })
      noEnd.stop()
    },
  },
  {
    id: '02.1-silent',
    task: '02.1',
    needsReconnect: true,
    title: 'psubscribe(), punsubscribe(), and close() settle even if Redis stops replying',
    async run(context, subject) {
      const { pubsub, proxy } = await connected(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const handler = patternRecorder(context, 'handler')
      await pubsub.psubscribe(`${chat}*`, handler)
      context.log('the check freezes Redis, and the connections stay open')
      const silence = proxy.silence()
      const calls: readonly (readonly [string, Promise<unknown>])[] = [
        ['psubscribe()', pubsub.psubscribe(`${news}*`, handler)],
        ['punsubscribe()', pubsub.punsubscribe(`${chat}*`, handler)],
      ]
      const ends = calls.map(([, call]) => trackSettled(call))
      for (const [at, [name, call]] of calls.entries()) {
        await context.until(`${name} settles`, ends[at]!, { withinMs: REPLY_MS, cause: WAITS_FOREVER })
        await context.rejects(name, call)
      }
      await context.until('close() settles', trackSettled(pubsub.close()), {
        withinMs: REPLY_MS,
        cause: WAITS_FOREVER,
      })
      silence.stop()
      await context.until('every connection is closed', () => proxy.links.size === 0)
    },
  },
  {
    id: '02.1-lost-refused',
    task: '02.1',
    needsReconnect: true,
    title: 'a pattern that Redis refuses after a reconnect is reported, and the others come back',
    async run(context, subject) {
      const { pubsub, proxy, problems } = await connected(context, subject)
      const channels = [context.channel('news'), context.channel('chat')]
      const handler = patternRecorder(context, 'handler')
      for (const channel of channels) await pubsub.psubscribe(`${channel}*`, handler)
      const refusal = proxy.answer(allConnections, 'PSUBSCRIBE', 'NOPERM this user has no permissions', {
        times: 1,
      })
      context.log('the check cuts every connection, and refuses the next PSUBSCRIBE')
      proxy.cut()
      await proxy.settled()
      await context.until('a PSUBSCRIBE is refused', () => refusal.count > 0, { withinMs: RETRY_MS })
      // A lost connection may be reported any number of times, so only the error tells what was reported.
      await context.until('report() with kind "connection" and the error of the refusal', () =>
        problems.some((one) => one.kind === 'connection' && inspect(one.error).includes('NOPERM')),
      )
      const counts = () => Promise.all(channels.map((channel) => context.publish(channel, 'back?')))
      await context.until(
        'at least one pattern is subscribed again',
        async () => (await counts()).includes(1),
        {
          withinMs: RETRY_MS,
        },
      )
      context.log('the check cuts every connection once more, and refuses nothing')
      proxy.cut()
      await proxy.settled()
      await context.until(
        'both patterns are subscribed again',
        async () => (await counts()).every((count) => count === 1),
        { withinMs: RETRY_MS },
      )
    },
  },
  {
    id: '02.1-channels',
    task: '02.1',
    title: 'a channel and a pattern with the same name are two subscriptions',
    async run(context, subject) {
      const { pubsub } = await connected(context, subject)
      const [news, star] = [context.channel('news'), context.channel('chat*')]
      const byPattern = patternRecorder(context, 'on the pattern')
      const byChannel = context.recorder('on the channel')
      for (const name of [news, star]) {
        await pubsub.psubscribe(name, byPattern)
        await pubsub.subscribe(name, byChannel)
      }
      await context.burst(news, ['1', '1'])
      await context.burst(star, ['2'])
      await context.receives(byChannel, ['1', '1'], { channel: news })
      await context.receives(byChannel, ['2'], { channel: star })
      await context.receives(byPattern, ['1', '1'], { channel: news })
      await context.receives(byPattern, ['2'], { channel: star })
      // In the pattern, the asterisk is a wildcard; in the channel's name, it's a character like any other.
      const longer = star.replace('*', 'xyz')
      await context.publish(longer, '3')
      await context.receives(byPattern, ['3'], { channel: longer })
      await pubsub.unsubscribe(news, byChannel)
      await pubsub.punsubscribe(star, byPattern)
      await context.publish(news, 'end')
      await context.publish(star, 'end')
      await context.receives(byPattern, ['1', '1', 'end'], { channel: news })
      await context.receives(byChannel, ['2', 'end'], { channel: star })
      context.equal(
        'calls on the channel and on the pattern',
        [byChannel.got.length, byPattern.got.length],
        [4, 5],
      )
    },
  },
  {
    id: '02.1-two',
    task: '02.1',
    title: 'two connections in one process keep their patterns apart',
    async run(context, subject) {
      const proxied = await context.connectThroughProxy()
      const { pubsub: first } = await connected(context, subject, proxied, 'first')
      const { pubsub: second } = await connected(context, subject, proxied, 'second')
      const chat = context.channel('chat')
      const handler = patternRecorder(context, 'handler')
      await first.psubscribe(`${chat}*`, handler)
      await second.psubscribe(`${chat}*`, handler)
      await context.publish(chat, 'to both')
      await context.receives(handler, ['to both', 'to both'])
      await second.punsubscribe(`${chat}*`, handler)
      await context.publish(chat, 'end')
      await context.receives(handler, ['to both', 'to both', 'end'])
      await second.close()
      await context.publish(chat, 'after the end')
      await context.receives(handler, ['to both', 'to both', 'end', 'after the end'])
    },
  },
  {
    id: '02.1-lost',
    task: '02.1',
    needsReconnect: true,
    title: 'patterns and channels come back after a lost connection, once each',
    async run(context, subject) {
      const { pubsub, proxy, problems } = await connected(context, subject)
      const chat = context.channel('chat')
      const handler = patternRecorder(context, 'handler')
      const ofChannel = context.recorder('on the channel')
      await pubsub.psubscribe(`${chat}:*`, handler)
      await pubsub.subscribe(`${chat}:1`, ofChannel)
      const ended = context.channel('ended')
      await pubsub.psubscribe(`${ended}*`, handler)
      await pubsub.punsubscribe(`${ended}*`, handler)
      const both = [handler, ofChannel]
      context.log('the check resets every connection (RST)')
      proxy.cut(allConnections, 'rst')
      await proxy.settled()
      let sent = 0
      const subscribedAgain = async () => {
        sent++
        await context.publish(`${chat}:1`, `meanwhile ${sent}`)
        return both.every(({ got }) => got.length > 0)
      }
      await context.until('both are subscribed again', subscribedAgain, { withinMs: RETRY_MS })
      await context.publish(`${chat}:1`, 'end')
      for (const one of both) {
        await context.until(`${one.name} receives the last message`, () => one.messages.includes('end'))
      }
      for (const one of both) {
        const twice = one.messages.filter((message, at) => one.messages.indexOf(message) !== at)
        context.equal(`the messages that ${one.name} received twice`, twice, [])
      }
      context.equal(
        'the count of a pattern that was unsubscribed before',
        await context.publish(ended, 'unheard'),
        0,
      )
      const kinds = new Set(problems.map(({ kind }) => kind))
      context.equal('the kinds of the reports', [...kinds], ['connection'])
    },
  },
  {
    id: '02.1-close',
    task: '02.1',
    title: 'close() leaves no connection with a pattern',
    async run(context, subject) {
      const { pubsub, proxy } = await connected(context, subject)
      const chat = context.channel('chat')
      await pubsub.psubscribe(`${chat}*`, patternRecorder(context, 'handler'))
      await pubsub.close()
      await context.until('every connection is closed', () => proxy.links.size === 0)
      await pubsub.close()
      await proxy.settled()
      context.equal('the count afterwards', await context.publish(chat, 'unheard'), 0)
    },
  },
]

/** The calls of a handler, with the pattern; of one message, if it is given. */
function callsOf(handler: PatternRecorder, only?: string): [string, string, string][] {
  return handler.got
    .map(({ message, channel }, at): [string, string, string] => [
      message,
      channel,
      handler.patterns[at] ?? '',
    ])
    .filter(([message]) => only === undefined || message === only)
}
