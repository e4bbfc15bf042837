import type { Scenario } from '#shared/testbed/scenario-context.ts'
import type { Contract } from '../contract.ts'

export const scenario: Scenario<Contract> = async (stage, subject) => {
  const { base, proxy, problems } = await stage.way()

  stage.step('Your program connects and publishes. Nothing has subscribed yet, so the count is 0.', '01.1')
  const plain = await subject.connect(base)
  const pubsub = stage.follow(plain)
  const orders = stage.channel('orders')
  await pubsub.publish(orders, 'order 41')

  stage.step(
    'A mailer and a dashboard subscribe. They share a connection, so Redis counts one subscription.',
    '01.2',
    { race: 'whether publish() resolves before or after the handlers run' },
  )
  const mailer = stage.handler('mailer')
  const dashboard = stage.handler('dashboard')
  await pubsub.subscribe(orders, mailer)
  await pubsub.subscribe(orders, dashboard)
  await pubsub.publish(orders, 'order 42')
  await stage.until('both receive the order', () => mailer.got.length > 0 && dashboard.got.length > 0)

  stage.step('Three payments arrive as JSON. One of them is cut off, and the other two get through.', '01.3')
  const payments = stage.channel('payments')
  const accounting = stage.handler<unknown>('accounting')
  await pubsub.subscribeJson(payments, accounting)
  await stage.burst(payments, ['{"id":1}', '{"id":', '{"id":2}'])
  await stage.until('accounting receives both good payments', () => accounting.got.length >= 2)

  stage.step('The mailer unsubscribes. The dashboard keeps receiving orders.', '01.4')
  await pubsub.unsubscribe(orders, mailer)
  await pubsub.publish(orders, 'order 43')
  await stage.until('the dashboard receives the order', () => dashboard.messages.includes('order 43'))

  stage.step('Every connection is reset. The client reconnects and resubscribes.', '01.5', {
    race: 'which connection is back first',
  })
  proxy.cut()
  await stage.until('the loss is reported', () => problems.some((problem) => problem.kind === 'connection'))
  await stage.until('the subscription is back', () =>
    [...proxy.links].some((link) => link.subscribed.has(orders)),
  )
  // publish() rejects until the other connection is back, too. The demo leaves that out.
  const probe = stage.channel('probe')
  await stage.until('publish() works again', () =>
    plain.publish(probe, '').then(
      () => true,
      () => false,
    ),
  )
  await pubsub.publish(orders, 'order 44')
  await stage.until('the dashboard receives the order', () => dashboard.messages.includes('order 44'))

  stage.step('Your program closes its connections.', '01.6')
  await pubsub.close()
  await stage.until('no connection is left', () => proxy.links.size === 0)
  stage.say('no connection is left')
}
