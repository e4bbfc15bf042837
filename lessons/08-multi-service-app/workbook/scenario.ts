import type { Scenario } from '../../../shared/workbook/player/stage.ts'
import type { Status } from '../contract.ts'
import { Play } from './play.ts'
import type { Sending } from './processes/shop.ts'
import type { Subject } from './subject.ts'

export const scenario: Scenario<Subject> = async (stage, _subject, code) => {
  stage.step('Eight in the morning. The API starts, and Anna becomes a user. Nobody listens yet.', '08.1')
  const play = new Play(stage, code)
  const { shop } = play
  await play.start('api')
  const anna = await play.order('/users', { name: 'Anna' })

  stage.step('Somebody orders half a lamp, and does not say which.', '08.2')
  await play.post('/orders', { userId: anna, quantity: 0.5 })

  stage.step('The logger starts. It hears what is published from now on.', '08.3')
  await play.start('logger')
  const order = await play.order('/orders', { userId: anna, item: 'a lamp', quantity: 1 })
  await play.until('the order is logged', () => shop.lines.some(({ id }) => id === order))

  stage.step('The notification service starts. Anna pays, and both services hear of it.', '08.4')
  await play.start('notification')
  await play.order('/payments', { userId: anna, orderId: order, amount: 4990 })
  await play.until('Anna is told', () => shop.sent.length > 0)
  await play.until('the payment is logged', () => shop.lines.length > 1)

  stage.step('Nine. Fifty orders come at once.', '08.4')
  await play.many(50)

  stage.step('What became of all that? The notification service was not there for the first two.', '08.5')
  const missedBy = ({ services }: Status, name: string) => services.find((one) => one.name === name)?.missed
  await play.status('what was missed is counted', (status) => missedBy(status, 'notification') === 2)

  stage.step('Ten. The notification service is killed. It is started again, but an order is quicker.', '08.5')
  await play.crash('notification', () => play.order('/orders', { userId: anna, item: 'a bulb', quantity: 2 }))
  await play.status('one more is missed', (status) => missedBy(status, 'notification') === 3)

  stage.step('Eleven. The API loses Redis, and finds it again.', '08.6')
  play.loseRedis('api')
  const late = { userId: anna, item: 'a candle', quantity: 1 }
  await play.post('/orders', late)
  play.findRedis('api')
  const lines = shop.lines.length
  const accepted = await play.order('/orders', late)
  const isThere = ({ id }: { readonly id: string }) => id === accepted
  await play.until('it is logged and told', () => shop.lines.some(isThere) && shop.sent.some(isThere))
  if (shop.lines.length > lines + 1) {
    play.say(
      'The order that got a 503 was delivered as well: Anna has ordered twice. Task 08.8 prevents that.',
    )
  }

  stage.step('Noon. The notification service is asked to end while it tells Anna something.', '08.7')
  const sending: Sending[] = []
  shop.onSending = (one) => {
    sending.push(one)
    play.say('notification is about to tell Anna')
  }
  await play.order('/orders', { userId: anna, item: 'a match', quantity: 1 })
  await play.until('something is being sent', () => sending.length > 0)
  const stopping = shop.stop('notification')
  play.say('notification is asked to end')
  await play.isDeaf('notification')
  shop.onSending = ({ done }) => done()
  for (const one of sending) one.done()
  const end = await stopping
  play.say(`notification has ended with code ${end?.code}`)
}
