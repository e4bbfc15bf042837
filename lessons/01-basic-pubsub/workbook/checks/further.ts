import { inspect } from 'node:util'
import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { REPLY_MS, RETRY_MS } from '#shared/testbed/limits.ts'
import type { Contract } from '../../contract.ts'
import { closes, connect, lost, NO_RIGHT, staysClosed } from './support.ts'

const WAITS_FOREVER =
  'You set no limit for the reply. node-redis limits only the time in its queue; ioredis has the option commandTimeout.'

const WAITS_AFTERWARDS =
  'You set no limit for SUBSCRIBE, or you await your cleanup, which waits for Redis as well.'

const CLEARED_LATE =
  'You remove handlers after the await, and with them one that has subscribed meanwhile. Remove them before it.'

/** The checks of the tasks under *Go further*. */
export const furtherChecks: readonly Check<Contract>[] = [
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
          decided: (event) => event.startsWith('late'),
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

/** Whether a call resolves. */
function passes(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => true,
    () => false,
  )
}
