import type { Scenario } from '#shared/testbed/scenario-context.ts'
import type { Contract } from '../contract.ts'

export const scenario: Scenario<Contract> = async (context, subject) => {
  const { base, proxy, problems } = await context.connectThroughProxy()

  context.step('Your program connects and publishes. Nothing has subscribed yet, so the count is 0.', '01.1')
  const plain = await subject.connect(base)
  const pubsub = context.trackCalls(plain)
  const orders = context.channel('orders')
  await pubsub.publish(orders, 'order 41')

  context.step(
    'A mailer and a dashboard subscribe. They share a connection, so Redis counts one subscription.',
    '01.2',
    { race: 'whether publish() resolves before or after the handlers run' },
  )
  const mailer = context.handler('mailer')
  const dashboard = context.handler('dashboard')
  await pubsub.subscribe(orders, mailer)
  await pubsub.subscribe(orders, dashboard)
  await pubsub.publish(orders, 'order 42')
  await context.until('both receive the order', () => mailer.got.length > 0 && dashboard.got.length > 0)

  context.step(
    'Three payments arrive as JSON. One of them is cut off, and the other two get through.',
    '01.3',
  )
  const payments = context.channel('payments')
  const accounting = context.handler<unknown>('accounting')
  await pubsub.subscribeJson(payments, accounting)
  await context.burst(payments, ['{"id":1}', '{"id":', '{"id":2}'])
  await context.until('accounting receives both good payments', () => accounting.got.length >= 2)

  context.step('The mailer unsubscribes. The dashboard keeps receiving orders.', '01.4')
  await pubsub.unsubscribe(orders, mailer)
  await pubsub.publish(orders, 'order 43')
  await context.until('the dashboard receives the order', () => dashboard.messages.includes('order 43'))

  context.step('Every connection is reset. The client reconnects and resubscribes.', '01.5', {
    race: 'which connection is back first',
  })
  proxy.cut()
  await context.until('the loss is reported', () => problems.some((problem) => problem.kind === 'connection'))
  await context.until('the subscription is back', () =>
    [...proxy.links].some((link) => link.subscribed.has(orders)),
  )
  // publish() rejects until the other connection is back, too. The demo leaves that out.
  const probe = context.channel('probe')
  await context.until('publish() works again', () =>
    plain.publish(probe, '').then(
      () => true,
      () => false,
    ),
  )
  await pubsub.publish(orders, 'order 44')
  await context.until('the dashboard receives the order', () => dashboard.messages.includes('order 44'))

  context.step('Your program closes its connections.', '01.6')
  await pubsub.close()
  await context.until('no connection is left', () => proxy.links.size === 0)
  context.say('no connection is left')
}
