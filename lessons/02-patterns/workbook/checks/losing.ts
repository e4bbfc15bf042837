import { inspect } from 'node:util'
import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { REPLY_MS, RETRY_MS } from '#shared/testbed/limits.ts'
import type { Contract } from '../../contract.ts'
import { connected } from './connected.ts'
import { patternRecorder } from './pattern-recorder.ts'

const WAITS_FOREVER = 'You wait for a reply that never comes. Limit the wait: `inTime()` does that.'

/** The checks that refuse, cut, or close. */
export const losingChecks: readonly Check<Contract>[] = [
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
