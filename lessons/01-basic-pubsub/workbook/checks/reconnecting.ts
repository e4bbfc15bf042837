import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { RETRY_MS } from '#shared/testbed/limits.ts'
import type { Contract } from '../../contract.ts'
import { connect, lost } from './support.ts'

/** The checks of task 01.5. */
export const reconnectingChecks: readonly Check<Contract>[] = [
  {
    id: '01.5-fin',
    task: '01.5',
    needsReconnect: true,
    title: 'a connection that is closed cleanly (FIN) is reported, and its subscriptions continue',
    run: (context, subject) => survives(context, subject, 'fin'),
  },
  {
    id: '01.5-rst',
    task: '01.5',
    needsReconnect: true,
    title: 'a connection that is reset (RST) is reported, and its subscriptions continue',
    run: (context, subject) => survives(context, subject, 'rst'),
  },
  {
    id: '01.5-away',
    task: '01.5',
    needsReconnect: true,
    title: 'connect() keeps trying while Redis is down, and reports each failure',
    async run(context, subject) {
      const proxied = await context.connectThroughProxy()
      let attempts = 0
      proxied.proxy.addListener(({ what }) => {
        if (what === 'refused') attempts++
      })
      context.log('the check takes Redis down')
      proxied.proxy.refuse()
      let ended: string | undefined
      const connecting = connect(context, subject, proxied)
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
      await context.until(
        'report() with kind "connection" for each failure while Redis is down',
        () => ended !== undefined || (lost(proxied).length >= 3 && performance.now() - begun > 1000),
        {
          withinMs: 2 * RETRY_MS,
          cause: () =>
            lost(proxied).length < attempts
              ? "You don't report each failure."
              : 'You wait longer than five seconds between two attempts.',
        },
      )
      if (ended) {
        context.fail(ended, {
          cause: ended.includes('resolved')
            ? "You don't wait until the client is ready."
            : attempts > 2
              ? 'You give up after some attempts. Keep trying.'
              : 'You give up after the first attempt. node-redis: listen for `error` before you connect. ioredis: connect() tries once, so wait for `ready` instead.',
        })
      }
      context.log('the check brings Redis back')
      proxied.proxy.accept()
      const { pubsub } = await connecting
      context.equal(
        'the count of publish() afterwards',
        await pubsub.publish(context.channel('news'), 'back'),
        0,
      )
    },
  },
]

async function survives(context: CheckContext, subject: Contract, how: 'fin' | 'rst'): Promise<void> {
  const { pubsub, proxy, problems } = await connect(context, subject)
  // Those that stay open: one that is opened for a single message can be closing when it's cut.
  const lasting = new Set([...proxy.links].map((link) => link.id))
  const news = context.channel('news')
  const handler = context.recorder('handler')
  await pubsub.subscribe(news, handler)
  const [left, all] = [context.channel('left'), context.channel('all')]
  await pubsub.subscribe(all, handler)
  await pubsub.unsubscribeAll()
  for (const channel of [news, left]) await pubsub.subscribe(channel, handler)
  await pubsub.unsubscribe(left, handler)
  await pubsub.publish(news, 'before')
  await context.receives(handler, ['before'])
  // Twice, because code that works once can work for the first time only.
  for (const time of ['first', 'second']) {
    const before = new Set([...proxy.links].map((link) => link.id))
    const reported = lost({ problems }).length
    context.log(`the check cuts every connection (${how.toUpperCase()}) for the ${time} time`)
    const cut = Math.max(1, [...proxy.links].filter((link) => lasting.has(link.id)).length)
    proxy.cut(allConnections, how)
    await context.until(
      `report() with kind "connection" for each connection after the ${time} cut`,
      () => lost({ problems }).length >= reported + cut,
      {
        cause: () => {
          if (lost({ problems }).length > reported) return undefined
          if (problems.some((problem) => problem?.kind === undefined))
            return "You call report() without a kind. It takes an object: { kind: 'connection', error }."
          return how === 'fin'
            ? "You don't report a clean close. node-redis emits `error`, ioredis only `close` and `reconnecting`."
            : "You don't report `error`, which both clients emit for a reset."
        },
      },
    )
    await context.until(
      'a new connection with the subscription',
      () => [...proxy.links].some((link) => !before.has(link.id) && link.subscribed.has(news)),
      {
        withinMs: RETRY_MS,
        cause: 'You close or replace the client, or you have switched off reconnecting.',
      },
    )
    // Until the publisher is back, it can reject.
    await context.until(
      'the count of publish() is 1 again',
      async () => (await pubsub.publish(news, 'after').catch(() => 0)) === 1,
      { withinMs: RETRY_MS },
    )
    const end = `end of the ${time} time`
    await context.publish(news, end)
    await context.until('the handler receives the last message', () => handler.messages.includes(end))
    const copies = handler.messages.filter((message) => message === end).length
    context.equal('copies of the last message', copies, 1, {
      cause: 'You subscribe again yourself, although the client has resubscribed already.',
    })
    context.equal('connections with the subscription', await context.subscribers(news), 1)
    const ended = [await context.subscribers(left), await context.subscribers(all)]
    context.equal('connections subscribed to a channel that was unsubscribed before', ended, [0, 0], {
      cause: 'You resubscribe to channels that were unsubscribed before.',
    })
    const silent = lost({ problems }).filter(({ error }) => !error)
    context.equal('reports without an error', silent, [])
  }
}
