import type { Scenario } from '#shared/testbed/scenario-context.ts'
import type { Status } from '../contract.ts'
import type { Sending } from './processes/process-group.ts'
import { ScenarioShop } from './scenario-shop.ts'
import type { Subject } from './subject.ts'

export const scenario: Scenario<Subject> = async (context, _subject, code) => {
  context.step('8 a.m. The API starts, and Anna signs up. No other service is running.', '08.1')
  const play = new ScenarioShop(context, code)
  const { shop } = play
  await play.start('api')
  const anna = await play.order('/users', { name: 'Anna' })

  context.step('Anna orders half of something, but of what?', '08.2')
  await play.post('/orders', { userId: anna, quantity: 0.5 })

  context.step('The logger starts. It receives events from now on.', '08.3')
  await play.start('logger')
  const order = await play.order('/orders', { userId: anna, item: 'a lamp', quantity: 1 })
  await play.until('the order is logged', () => shop.lines.some(({ id }) => id === order))

  context.step('The notification service starts. Anna pays, and both services receive the event.', '08.4', {
    race: 'which service handles the event first',
  })
  await play.start('notification')
  await play.order('/payments', { userId: anna, orderId: order, amount: 4990 })
  await play.until('Anna is notified', () => shop.sent.length > 0)
  await play.until('the payment is logged', () => shop.lines.length > 1)

  context.step('9 a.m. Fifty orders arrive at once.', '08.4')
  await play.many(50)

  context.step('Who is listening, and what was published?', '08.5')
  const isConnected = ({ services }: Status) => services.every(({ connected }) => connected > 0)
  await play.status('both services are connected', isConnected)

  context.step('10 a.m. The API loses Redis, then finds it again.', '08.6')
  play.loseRedis('api')
  const late = { userId: anna, item: 'a candle', quantity: 1 }
  await play.post('/orders', late)
  play.findRedis('api')
  const lines = shop.lines.length
  const accepted = await play.order('/orders', late)
  const isAccepted = ({ id }: { readonly id: string }) => id === accepted
  await play.until(
    'the order is logged, and Anna is notified',
    () => shop.lines.some(isAccepted) && shop.sent.some(isAccepted),
  )
  if (shop.lines.length > lines + 1) {
    play.say('The order that got a 503 was delivered, too: Anna has two candles. Task 08.9 prevents that.')
  }

  context.step('11 a.m. The notification service is asked to stop while it notifies Anna.', '08.7')
  const sending: Sending[] = []
  shop.onSending = (one) => {
    sending.push(one)
    play.say('notification is about to notify Anna')
  }
  await play.order('/orders', { userId: anna, item: 'a match', quantity: 1 })
  await play.until('a notification is being sent', () => sending.length > 0)
  const stopping = shop.stop('notification')
  play.say('notification is asked to stop')
  await play.isDeaf('notification')
  shop.onSending = ({ done }) => done()
  for (const one of sending) one.done()
  const end = await stopping
  play.say(`notification has ended with code ${end?.code}`)

  context.step(
    'Noon. What has each service missed? The notification service started after two events.',
    '08.8',
  )
  const missed = (count: number) => (status: Status) =>
    status.services.find(({ name }) => name === 'notification')?.missed === count
  await play.start('notification')
  await play.status('two events were missed', missed(2))

  context.step('1 p.m. The notification service is killed. Before it is back, an order arrives.', '08.8')
  await play.crash('notification', () => play.order('/orders', { userId: anna, item: 'a bulb', quantity: 2 }))
  await play.status('one more was missed', missed(3))
}
