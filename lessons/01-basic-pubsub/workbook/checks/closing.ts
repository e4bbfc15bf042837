import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../../contract.ts'
import { closes, connect, lost, staysClosed } from './support.ts'

/** The checks of task 01.6. */
export const closingChecks: readonly Check<Contract>[] = [
  {
    id: '01.6-close',
    task: '01.6',
    title: 'close() leaves no connection open, and calling it again does nothing',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      const handler = context.recorder('handler')
      await pubsub.subscribe(news, handler)
      await pubsub.publish(news, 'last message')
      await context.receives(handler, ['last message'])
      await pubsub.close()
      await context.until('every connection is closed', () => proxy.links.size === 0, {
        cause: () => (proxy.links.size === 1 ? 'You close only one of the two clients.' : undefined),
      })
      await pubsub.close()
      await proxy.settled()
      context.equal('PUBSUB NUMSUB afterwards', await context.subscribers(news), 0)
    },
  },
  {
    id: '01.6-away',
    task: '01.6',
    needsReconnect: true,
    title: 'close() resolves while Redis is down, and nothing connects afterwards',
    async run(context, subject) {
      const proxied = await connect(context, subject)
      const { pubsub, proxy, problems } = proxied
      const witness = await connect(context, subject)
      const connections = witness.proxy.links.size
      const both = [proxy, witness.proxy]
      const news = context.channel('news')
      await pubsub.publish(news, 'first')
      context.log('the check takes Redis down')
      for (const one of both) {
        one.refuse()
        one.cut()
      }
      await context.until('report() with kind "connection"', () => lost({ problems }).length > 0)
      // Redis never replies to this one. Whether it rejects or waits doesn't matter here.
      pubsub.publish(news, 'in flight').catch(() => {})
      await closes(context, pubsub)
      await staysClosed(context, proxied, witness, connections)
    },
  },
  {
    id: '01.6-silent',
    task: '01.6',
    needsReconnect: true,
    title: 'close() resolves if a reply never comes',
    async run(context, subject) {
      const { pubsub, proxy } = await connect(context, subject)
      const news = context.channel('news')
      await pubsub.subscribe(news, context.recorder('handler'))
      context.log('the check freezes Redis, and the connections stay open')
      const silence = proxy.silence()
      // Redis never replies to this one. Whether it rejects or waits doesn't matter here.
      pubsub.publish(news, 'in flight').catch(() => {})
      await closes(context, pubsub)
      silence.stop()
      await context.until('every connection is closed', () => proxy.links.size === 0)
    },
  },
  {
    id: '01.6-two',
    task: '01.6',
    title: 'close() of one instance leaves the connections of another open',
    async run(context, subject) {
      const proxied = await context.connectThroughProxy()
      const { pubsub: first } = await connect(context, subject, proxied, 'first')
      const { pubsub: second } = await connect(context, subject, proxied, 'second')
      const news = context.channel('news')
      const handler = context.recorder('second handler')
      await second.subscribe(news, handler)
      await first.close()
      context.equal(
        'the count when the second instance publishes',
        await second.publish(news, 'still here'),
        1,
      )
      await context.receives(handler, ['still here'])
    },
  },
]
