import type { Scenario, ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { Contract } from '../contract.ts'
import { ScenarioStream } from './scenario-stream.ts'

/** Registrations that crash a consumer before the email is sent. */
const CRASHES = new Set(['3', '7', '11', '15', '19'])
const REGISTRATIONS = 20

export const scenario: Scenario<Contract> = async (context, subject) => {
  const orders = new ScenarioStream(context, subject, 'orders')

  context.step('The shop adds three orders. No consumer is running, so they stay in the stream.', '06.2')
  const feed = await orders.feed()
  for (const n of ['1', '2', '3']) await feed.add({ n, key: `order-${n}` })

  context.step('Anna joins the group mail and handles all three, one after the other.', '06.2')
  const anna = await orders.consumer('anna', ({ n }, kill) => (n === '4' ? kill() : undefined))
  await orders.handled('1', '2', '3')

  context.step('Anna is killed while she handles order 4. Ben takes over orders 4 and 5.', '06.3', {
    race: 'whether add() resolves before the consumer receives the order',
  })
  await feed.add({ n: '4', key: 'order-4' })
  await feed.add({ n: '5', key: 'order-5' })
  await anna.killed()
  const ben = await orders.consumer('ben')
  await orders.handled('4', '5')

  context.step('Ben loses his connections, reconnects, and continues. Then Carla replaces him.', '06.4')
  ben.cut()
  await feed.add({ n: '6', key: 'order-6' })
  await orders.handled('6')
  await orders.settled()
  await ben.close()
  context.say('ben is closed')
  await orders.consumer('carla')

  context.step(
    'Order 7 fails every time. After three attempts, it moves to the dead-letter stream.',
    '06.5',
    {
      race: 'whether add() resolves before the consumer receives the order',
    },
  )
  orders.fails.add('7')
  await feed.add({ n: '7', key: 'order-7' })
  await feed.add({ n: '8', key: 'order-8' })
  await orders.handled('8')
  await orders.buried(1)

  await registrations(context, subject)
}

/** The registrations of lesson 04, with a stream. */
async function registrations(context: ScenarioContext, subject: Contract): Promise<void> {
  context.step(
    '20 users register. The mail service crashes five times before it sends an email. Everyone gets one.',
    '06.4',
  )
  const mails = new ScenarioStream(context, subject, 'registrations', false)
  const feed = await mails.feed()
  for (let n = 1; n <= REGISTRATIONS; n++) await feed.add({ n: String(n), key: `user-${n}` })
  let crashes = 0
  const toCrash = new Set(CRASHES)
  const next = () =>
    mails.consumer(`mail ${crashes + 1}`, ({ n = '' }, kill) => (toCrash.delete(n) ? kill() : undefined))
  for (; crashes < CRASHES.size; crashes++) {
    const service = await next()
    await service.killed()
  }
  await next()
  await mails.handled(...Array.from({ length: REGISTRATIONS }, (_, index) => String(index + 1)))
  const { sent, keys } = mails
  context.say(
    `${crashes} crashes: emails for ${keys} of ${REGISTRATIONS} users, ${sent - keys} of them sent twice`,
  )
}
