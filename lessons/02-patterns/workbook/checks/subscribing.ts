import { errorOfHandler } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { connected, rejection, reportsHandlers } from './connected.ts'
import { type PatternRecorder, patternRecorder } from './pattern-recorder.ts'

const CALL_RUN = "You call a handler directly. Call `run()`, which reports the handler's failure."

/** The checks of `psubscribe()`. */
export const subscribingChecks: readonly Check<Contract>[] = [
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
