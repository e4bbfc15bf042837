import { errorOfHandler } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import { describe } from '#shared/checks/failure.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { RETRY_MS } from '#shared/testbed/limits.ts'
import type { Contract, PubSub } from '../../contract.ts'
import { reportsHandlers } from './connected.ts'
import { patternRecorder } from './pattern-recorder.ts'
import { connectedRouter } from './router.ts'

const RETURN_IT = "You drop the handler's promise. Return it, so that `psubscribe()` can report its failure."

/** The checks of a router whose handlers or subscriptions fail. */
export const routerFaultChecks: readonly Check<Contract>[] = [
  {
    id: '02.3-throws',
    task: '02.3',
    title: 'a handler that throws or rejects is reported once, and other handlers are unaffected',
    async run(context, subject) {
      const { to, problems } = await connectedRouter(context, subject)
      const chat = context.channel('chat')
      const thrown = errorOfHandler('thrown by a handler', RETURN_IT)
      const rejected = errorOfHandler('rejected by a handler', RETURN_IT)
      const handlers = [
        context.recorder('throws', (message) => {
          if (message === 'bad') throw thrown
        }),
        context.recorder('rejects', async (message) => {
          await null
          if (message === 'bad') throw rejected
        }),
        context.recorder('never finishes', () => new Promise(() => {})),
        context.recorder('good'),
      ]
      await to(
        handlers.flatMap((handler) => [
          { pattern: `${chat}*`, handler },
          { pattern: `${chat}:*`, handler },
        ]),
      )
      const messages = ['1', 'bad', '2', '2', 'end']
      await context.burst(`${chat}:1`, messages)
      for (const handler of handlers) await context.receives(handler, messages)
      await context.publish(`${chat}:1`, 'very end')
      for (const handler of handlers) await context.receives(handler, [...messages, 'very end'])
      const reports: [unknown, string][] = [
        [thrown, `${chat}:1`],
        [rejected, `${chat}:1`],
      ]
      await reportsHandlers(context, problems, reports, RETURN_IT)
    },
  },
  {
    id: '02.3-others',
    task: '02.3',
    title: "the caller's own subscriptions stay, even with the same pattern and handler",
    async run(context, subject) {
      const { pubsub, to } = await connectedRouter(context, subject)
      const chat = context.channel('chat')
      const handler = context.recorder('handler')
      await pubsub.psubscribe(`${chat}*`, handler)
      await pubsub.subscribe(chat, handler)
      const router = await to([{ pattern: `${chat}*`, handler }])
      await pubsub.publish(chat, 'three copies')
      await context.receives(handler, Array(3).fill('three copies'))
      await router.close()
      await context.publish(chat, 'two copies')
      await context.publish(chat, 'end')
      const copies = (message: string) => handler.messages.filter((got) => got === message).length
      await context.until(
        'the last message arrives through the pattern and through the channel',
        () => copies('end') >= 2,
      )
      context.equal('copies of the message after close()', copies('two copies'), 2)
      await pubsub.punsubscribe(`${chat}*`, handler)
      const again = await to([{ pattern: `${chat}*`, handler }])
      await pubsub.unsubscribe(chat, handler)
      await context.publish(chat, 'routed')
      await context.publish(chat, 'routed')
      await context.until('the handler receives both', () => copies('routed') >= 2)
      await again.close()
      context.equal('copies of two equal messages', copies('routed'), 2)
      context.equal('the count after the last subscription ended', await context.publish(chat, 'unheard'), 0)
    },
  },
  {
    id: '02.3-two',
    task: '02.3',
    title: 'two tables on one connection work side by side, and each can be closed alone',
    async run(context, subject) {
      const { to } = await connectedRouter(context, subject)
      const chat = context.channel('chat')
      const handler = context.recorder('handler of both')
      const routes = [
        { pattern: `${chat}*`, handler },
        { pattern: `${chat}:*`, handler },
      ]
      const first = await to(routes)
      const second = await to(routes)
      await context.publish(`${chat}:1`, 'twice')
      await context.receives(handler, ['twice', 'twice'])
      await first.close()
      await context.publish(`${chat}:1`, 'once')
      await context.publish(`${chat}:1`, 'end')
      await context.receives(handler, ['twice', 'twice', 'once', 'end'])
      await second.close()
      context.equal('the count after both were closed', await context.publish(`${chat}:1`, 'unheard'), 0)
    },
  },
  {
    id: '02.3-close',
    task: '02.3',
    title: 'after close(), no handler is called and nothing is subscribed; close() can be called twice',
    async run(context, subject) {
      const { pubsub, to } = await connectedRouter(context, subject)
      const chat = context.channel('chat')
      const [old, other] = [context.recorder('old'), context.recorder('other')]
      const router = await to([
        { pattern: `${chat}*`, handler: old },
        { pattern: `${chat}:*`, handler: old },
        { pattern: chat, handler: other },
      ])
      await context.burst(chat, ['1', '1'])
      await context.receives(old, ['1', '1'])
      await context.receives(other, ['1', '1'])
      // When the witness has received it, the same connection has delivered it to the table, too.
      const witness = patternRecorder(context, 'witness')
      await pubsub.psubscribe(`${chat}*`, witness)
      await context.burst(chat, ['just before close()'])
      await context.until('the witness receives the message', () => witness.got.length > 0)
      await router.close()
      const calls = [old.got.length, other.got.length]
      await pubsub.punsubscribe(`${chat}*`, witness)
      context.equal('the count after close()', await context.publish(chat, 'unheard'), 0)
      context.equal('the count on a longer channel', await context.publish(`${chat}:1`, 'unheard'), 0)
      await router.close()
      const fresh = context.recorder('fresh')
      await to([{ pattern: `${chat}*`, handler: fresh }])
      await pubsub.publish(chat, 'end')
      await context.receives(fresh, ['end'])
      // A handler that is called late would have received the message from before close() by now.
      context.equal('calls to the old handlers after close()', [old.got.length, other.got.length], calls)
      const empty = await to([])
      await empty.close()
    },
  },
  {
    id: '02.4-refused',
    task: '02.4',
    title: 'if Redis refuses a subscription, route() rejects with that error and undoes the others',
    async run(context, subject) {
      const { pubsub, to } = await connectedRouter(context, subject)
      const chat = context.channel('chat')
      const handler = context.recorder('handler')
      const refusal = new Error('this pattern is refused')
      // None of them covers another one, so each must be subscribed.
      const routes = [':a*', ':b*', ':*:c'].map((end) => ({ pattern: `${chat}${end}`, handler }))
      await pubsub.subscribe(chat, handler)
      for (const refused of routes.flatMap(({ pattern }) => HOW.map((how) => ({ pattern, how })))) {
        context.log(`the check makes Redis refuse ${refused.pattern}${refused.how}`)
        const choosy = refusing(pubsub, refused, refusal)
        const error = await context.rejects('route()', to(routes, choosy))
        if (error !== refusal)
          context.fail(`route() should reject with the error of psubscribe(), not with ${describe(error)}`)
        for (const end of [':a', ':b', ':d:c'])
          context.equal('the count afterwards', await context.publish(`${chat}${end}`, 'unheard'), 0, {
            cause:
              'You reject while patterns are still subscribed. Unsubscribe all, and wait for all, even if one fails: Promise.allSettled() does that.',
          })
      }
      context.equal("the count on the caller's own channel", await context.publish(chat, 'end'), 1)
      await context.receives(handler, ['end'])
    },
  },
  {
    id: '02.3-lost',
    task: '02.3',
    needsReconnect: true,
    title: 'after a lost connection, each message is still handled once',
    async run(context, subject) {
      const { to, proxy } = await connectedRouter(context, subject)
      const chat = context.channel('chat')
      const room = `${chat}:room:1`
      const handler = context.recorder('handler')
      await to([
        { pattern: `${chat}:room:*`, handler },
        { pattern: `${chat}*`, handler },
        { pattern: `${chat}:*`, handler },
      ])
      const count = await context.publish(room, 'before')
      await context.receives(handler, ['before'])
      context.log('the check resets every connection (RST)')
      proxy.cut(allConnections, 'rst')
      // Redis has noticed the loss, so what it counts now are new subscriptions.
      await proxy.settled()
      let sent = 0
      const subscribedAgain = async () => {
        sent++
        return (await context.publish(room, `meanwhile ${sent}`)) === count
      }
      await context.until('as many subscriptions as before', subscribedAgain, { withinMs: RETRY_MS })
      await context.burst(room, ['same', 'same', 'end'])
      await context.until('the handler receives the last message', () => handler.messages.includes('end'))
      await context.publish(room, 'very end')
      await context.until('the handler receives the very last message', () =>
        handler.messages.includes('very end'),
      )
      const after = handler.messages.slice(handler.messages.indexOf('same'))
      context.equal('the messages afterwards', after, ['same', 'same', 'end', 'very end'])
      const meanwhile = handler.messages.filter((message) => message.startsWith('meanwhile'))
      context.equal(
        'the number of messages in between, without duplicates',
        meanwhile.length,
        new Set(meanwhile).size,
      )
    },
  },
]

/** How a pattern is refused: at once; with its reply lost although Redis has it; or with the undoing failing, too. */
const HOW = ['', ', but has subscribed to it', ', and unsubscribing the others fails'] as const

/** The same connection, except that one pattern is refused. */
function refusing(
  pubsub: PubSub,
  { pattern, how }: { pattern: string; how: (typeof HOW)[number] },
  error: Error,
): PubSub {
  const psubscribe: PubSub['psubscribe'] = async (wanted, handler) => {
    if (wanted !== pattern || how === ', but has subscribed to it') await pubsub.psubscribe(wanted, handler)
    if (wanted === pattern) throw error
  }
  const punsubscribe: PubSub['punsubscribe'] = async (wanted, handler) => {
    await pubsub.punsubscribe(wanted, handler)
    if (how === ', and unsubscribing the others fails') throw new Error('another error')
  }
  return new Proxy(pubsub, {
    get: (target, key) =>
      (({ psubscribe, punsubscribe }) as Partial<PubSub>)[key as keyof PubSub] ??
      Reflect.get(target, key, target),
  })
}
