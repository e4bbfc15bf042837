import type { Check } from '#shared/checks/check.ts'
import type { ProxiedConnection } from '#shared/checks/check-context.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { connect, NO_RIGHT, TEXTS } from './support.ts'

/** The checks of task 01.1. */
export const publishingChecks: readonly Check<Contract>[] = [
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
      const wire = publishedThrough(proxied)
      const cause = (count: number) => {
        if (wire.channel !== news && wire.text === news)
          return "You swap channel and text: the client's publish() takes the channel first."
        return count === wire.count
          ? undefined
          : "You resolve with something other than what the client's publish() resolves with."
      }
      context.equal(
        'the count without a subscriber',
        await pubsub.publish(news, 'nothing is subscribed'),
        0,
        { cause },
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
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      const listener = await context.listener(news)
      const wire = publishedThrough({ proxy })
      for (const value of [undefined, () => {}, 1n]) {
        const error = await context.rejects(
          `publishJson() of ${typeof value}`,
          pubsub.publishJson(news, value),
          {
            cause: () =>
              typeof value === 'bigint'
                ? undefined
                : wire.text !== undefined
                  ? `You publish \`${wire.text}\` in its place.`
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
]

/** What the last PUBLISH had as its arguments, and what Redis replied. */
function publishedThrough({ proxy }: Pick<ProxiedConnection, 'proxy'>) {
  const last: { channel?: string | undefined; text?: string | undefined; count?: unknown } = {}
  proxy.addListener((event) => {
    if (event.what === 'command' && event.name === 'PUBLISH') [last.channel, last.text] = event.args
    if (event.what === 'reply' && event.name === 'PUBLISH') last.count = event.value
  })
  return last
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
