import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Contract, Route, Router } from '../../contract.ts'
import { connected } from './connected.ts'
import { patternRecorder } from './pattern-recorder.ts'
import { connectedRouter } from './router.ts'

/** How many sets of channels and patterns of the same shape a check tries. */
const FAMILIES = 10

/** Why a handler receives something other than each message once. */
function whyNotOnce(expected: readonly string[]): (got: readonly string[]) => string | undefined {
  return (got) => {
    if (got.length > expected.length) {
      return 'You handle several copies of a message. Choose one of the patterns that match its channel.'
    }
    if (got.length === 0) return 'You handle no copy. Choose a pattern that matches the channel.'
    const isWithoutRepeats = new Set(expected).size === got.length && got.length < expected.length
    return isWithoutRepeats ? 'You mistake two messages with the same text for copies of one.' : undefined
  }
}

/** The checks of what a router hands to which handler. */
export const routingChecks: readonly Check<Contract>[] = [
  {
    id: '02.3-once',
    task: '02.3',
    title: 'a handler is called once per message, however many of its patterns match',
    async run(context, subject) {
      const { to } = await connectedRouter(context, subject)
      // First the least that goes wrong, so that the timeline is short.
      const news = context.channel('news')
      const handler = context.recorder('handler')
      await to([`${news}*`, `${news}:*`].map((pattern) => ({ pattern, handler })))
      const messages = ['hello', 'hello', 'end']
      await context.burst(`${news}:1`, messages)
      await context.receives(handler, messages, { cause: whyNotOnce(messages) })
      // The order in which Redis tries its patterns differs from one set of names to the next. Code that relies on it
      // may be lucky with one set, but not with all of them.
      for (let at = 1; at <= FAMILIES; at++) await eachOnce(context, to, `chat ${at}`)
    },
  },
  {
    id: '02.3-no-more',
    task: '02.3',
    title: 'Redis sends only messages that a pattern of the table matches',
    async run(context, subject) {
      const user = context.channel('user')
      const handler = context.recorder('handler')
      const { to } = await connectedRouter(context, subject)
      await to([
        { pattern: `${user}:a*`, handler },
        { pattern: `${user}:b*`, handler },
        { pattern: `${user}:*:b`, handler },
      ])
      for (const end of ['c', '', ':bc', 'c:a']) {
        const count = await context.publish(`${user}:${end}`, 'unheard')
        context.equal(`the count on user:${end}, which no pattern matches`, count, 0)
      }
      for (const end of ['a', 'b', 'c:b', 'a:b']) await context.publish(`${user}:${end}`, end)
      await context.receives(handler, ['a', 'b', 'c:b', 'a:b'])
    },
  },
  {
    id: '02.3-each',
    task: '02.3',
    title: 'all handlers of a pattern are called, even if the table contains the pattern twice',
    async run(context, subject) {
      const user = context.channel('user')
      const [a, b, c] = [context.recorder('a'), context.recorder('b'), context.recorder('c')]
      const { to } = await connectedRouter(context, subject)
      await to([
        { pattern: `${user}:*`, handler: a },
        { pattern: `${user}:login`, handler: b },
        { pattern: `${user}:*`, handler: c },
        { pattern: `${user}:*`, handler: a },
      ])
      await context.burst(`${user}:login`, ['1', '1'])
      await context.burst(`${user}:logout`, ['2'])
      for (const end of ['login', 'logout']) await context.publish(`${user}:${end}`, 'end')
      for (const handler of [a, c]) {
        await context.receives(handler, ['1', '1', 'end'], { channel: `${user}:login` })
        await context.receives(handler, ['2', 'end'], { channel: `${user}:logout` })
      }
      await context.receives(b, ['1', '1', 'end'])
      context.equal(
        'calls to a, b, and c',
        [a, b, c].map(({ got }) => got.length),
        [5, 3, 5],
      )
    },
  },
  {
    id: '02.3-marks',
    task: '02.3',
    title: 'a handler is called for all channels that match in Redis, whatever the wildcards',
    async run(context, subject) {
      const name = context.channel('name')
      const patterns = ['?', '??', '[ab]', '[^a]', '[a-c]', '\\*', '{a,b}', '.', 'a.c', '[!x]']
      const handlers = patterns.map((pattern) => context.recorder(`handler of name:${pattern}`))
      const any = context.recorder('handler of all')
      const witness = await connected(context, subject, undefined, 'witness')
      const seen = patternRecorder(context, 'witness')
      const { to } = await connectedRouter(context, subject)
      await to([
        ...patterns.map((pattern, at) => ({ pattern: `${name}:${pattern}`, handler: handlers[at]! })),
        ...patterns.map((pattern) => ({ pattern: `${name}:${pattern}`, handler: any })),
      ])
      for (const pattern of patterns) await witness.pubsub.psubscribe(`${name}:${pattern}`, seen)
      const ends = [
        'a',
        'b',
        'c',
        'd',
        'ö',
        'é!',
        '*',
        '.',
        '{a,b}',
        'a.c',
        'abc',
        '^',
        '!',
        'x',
        '',
        'A',
        '\n',
        '-',
      ]
      await Promise.all(ends.map((end) => context.publish(`${name}:${end}`, end)))
      await context.publish(`${name}:a`, 'end')
      const ended = patterns.filter((pattern) => ['?', '[ab]', '[a-c]'].includes(pattern)).length
      await context.until(
        'the last message arrives through every pattern',
        () => seen.messages.filter((message) => message === 'end').length === ended,
      )
      await context.until('the handler of all patterns receives the last message', () =>
        any.messages.includes('end'),
      )
      const matched = [...new Set(seen.messages)]
      context.equal(
        'the messages received by the handler of all patterns',
        [...any.messages].sort(),
        matched.sort(),
      )
      for (const [at, pattern] of patterns.entries()) {
        const expected = seen.messages.filter((_, call) => seen.patterns[call] === `${name}:${pattern}`)
        await context.until(
          `the handler of name:${pattern} receives ${expected.length} messages`,
          () => handlers[at]!.got.length >= expected.length,
        )
        context.equal(`the messages through name:${pattern}`, handlers[at]!.messages, expected)
      }
    },
  },
  {
    id: '02.3-acknowledged',
    task: '02.3',
    title: 'route() resolves after Redis confirms all subscriptions',
    async run(context, subject) {
      const { to, proxy } = await connectedRouter(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const handler = context.recorder('handler')
      context.log('the check delays everything that your connections send')
      proxy.stall()
      let resolved = false
      const routing = to([
        { pattern: `${news}*`, handler },
        { pattern: `${chat}*`, handler },
      ]).then(() => {
        resolved = true
      })
      // It is awaited below.
      routing.catch(() => {})
      for (let i = 0; i < 3; i++) {
        const early = resolved
        const heard = (await context.publish(chat, 'too early')) > 0
        if (early && !heard) context.fail('route() resolved before Redis had received every PSUBSCRIBE')
      }
      proxy.resume()
      await routing
      for (const channel of [news, chat]) await context.publish(channel, 'end')
      for (const channel of [news, chat]) {
        await context.until(`the message on ${channel}`, () =>
          handler.got.some((got) => got.channel === channel && got.message === 'end'),
        )
      }
    },
  },
]

/** Two handlers with six overlapping patterns, on channels of their own: each receives every message once. */
async function eachOnce(
  context: CheckContext,
  to: (routes: readonly Route[]) => Promise<Router>,
  name: string,
): Promise<void> {
  const chat = context.channel(name)
  const room = `${chat}:room:42`
  const all = context.recorder(`all of ${name}`)
  const rooms = context.recorder(`rooms of ${name}`)
  await to([
    { pattern: `${chat}:room:4?`, handler: all },
    { pattern: `${chat}*`, handler: all },
    { pattern: `${chat}:room:*`, handler: rooms },
    { pattern: `${chat}:room:*`, handler: all },
    { pattern: room, handler: all },
    { pattern: `${chat}:room:42*`, handler: rooms },
  ])
  const messages = ['yes', 'yes', 'no', 'yes', '', '']
  await context.burst(room, messages)
  await context.burst(`${chat}:room:7`, ['yes', 'yes'])
  await context.burst(chat, ['yes'])
  for (const channel of [room, `${chat}:room:7`, chat]) await context.publish(channel, 'end')
  const receives = (handler: typeof all, channel: string, expected: string[]) =>
    context.receives(handler, expected, { channel, cause: whyNotOnce(expected) })
  await receives(all, room, [...messages, 'end'])
  await receives(all, `${chat}:room:7`, ['yes', 'yes', 'end'])
  await receives(all, chat, ['yes', 'end'])
  await receives(rooms, room, [...messages, 'end'])
  await receives(rooms, `${chat}:room:7`, ['yes', 'yes', 'end'])
  // A second copy through another pattern would have arrived before this one.
  await context.publish(room, 'very end')
  await receives(all, room, [...messages, 'end', 'very end'])
  await receives(rooms, room, [...messages, 'end', 'very end'])
  context.equal('calls to all and to rooms', [all.got.length, rooms.got.length], [13, 11])
}
