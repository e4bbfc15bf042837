import type { Scenario } from '../../../shared/workbook/player/stage.ts'
import type { Contract } from '../contract.ts'

export const scenario: Scenario<Contract> = async (stage, subject) => {
  const { base, proxy, problems } = await stage.way()

  stage.step('Your program connects. Nobody has subscribed yet.', '01.1')
  const plain = await subject.connect(base)
  const pubsub = stage.follow(plain)
  const news = stage.channel('news')
  await pubsub.publish(news, 'too early')

  stage.step(
    'Anna and Ben subscribe to news. Redis sees one subscription, for both are in one program.',
    '01.2',
  )
  const anna = stage.handler('anna')
  const ben = stage.handler('ben')
  await pubsub.subscribe(news, anna)
  await pubsub.subscribe(news, ben)
  await pubsub.publish(news, 'Redis is here')
  await stage.until('anna and ben get the message', () => anna.got.length > 0 && ben.got.length > 0)

  stage.step('Orders travel as JSON. One text is no JSON, and its neighbours arrive.', '01.3')
  const orders = stage.channel('orders')
  const clerk = stage.handler<unknown>('clerk')
  await pubsub.subscribeJson(orders, clerk)
  await stage.burst(orders, ['{"id":1}', '{"id":', '{"id":2}'])
  await stage.until('the clerk gets both good orders', () => clerk.got.length >= 2)

  stage.step('Anna leaves, and Ben stays.', '01.4')
  await pubsub.unsubscribe(news, anna)
  await pubsub.publish(news, 'only for Ben')
  await stage.until('ben gets the message', () => ben.messages.includes('only for Ben'))

  stage.step('Every connection breaks off. Both clients connect and subscribe again by themselves.', '01.5')
  proxy.cut()
  await stage.until('the loss is reported', () => problems.some((problem) => problem.kind === 'connection'))
  await stage.until('the subscription is back', () =>
    [...proxy.links].some((link) => link.subscribed.has(news)),
  )
  // Until the other connection is back as well, publish() rejects. That isn't told.
  const probe = stage.channel('probe')
  await stage.until('publish() works again', () =>
    plain.publish(probe, '').then(
      () => true,
      () => false,
    ),
  )
  await pubsub.publish(news, 'still there?')
  await stage.until('ben gets the message', () => ben.messages.includes('still there?'))

  stage.step('The program is done.', '01.6')
  await pubsub.close()
  await stage.until('no connection is left', () => proxy.links.size === 0)
  stage.say('no connection is left')
}
