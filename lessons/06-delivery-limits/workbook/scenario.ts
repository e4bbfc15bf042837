import type { Scenario, Stage } from '../../../shared/workbook/player/stage.ts'
import type { Contract } from '../contract.ts'
import { Play } from './play.ts'

/** Registrations of which a consumer dies, before the mail was sent. */
const CRASHES = new Set(['3', '7', '11', '15', '19'])
const REGISTRATIONS = 20

export const scenario: Scenario<Contract> = async (stage, subject) => {
  const orders = new Play(stage, subject, 'orders')

  stage.step('Three orders are added. Nobody is there to read them, and they stay.', '06.2')
  const feed = await orders.feed()
  for (const n of ['1', '2', '3']) await feed.add({ n, key: `order-${n}` })

  stage.step('Anna joins the group mail. She gets all three, one after the other.', '06.2')
  const anna = await orders.consumer('anna', ({ n }, kill) => (n === '4' ? kill() : undefined))
  await orders.handled('1', '2', '3')

  stage.step('Anna is killed while she works on order 4. Ben takes it over; order 5 was hers, too.', '06.3')
  await feed.add({ n: '4', key: 'order-4' })
  await feed.add({ n: '5', key: 'order-5' })
  await anna.killed()
  const ben = await orders.consumer('ben')
  await orders.handled('4', '5')

  stage.step(
    'Every connection breaks off. Ben reads on, and then he is closed. Carla takes his place.',
    '06.4',
  )
  ben.cut()
  await feed.add({ n: '6', key: 'order-6' })
  await orders.handled('6')
  await orders.settled()
  await ben.close()
  stage.say('ben is closed')
  await orders.consumer('carla')

  stage.step('Order 7 can never be handled. After three attempts it goes to the dead letter.', '06.5')
  orders.fails.add('7')
  await feed.add({ n: '7', key: 'order-7' })
  await feed.add({ n: '8', key: 'order-8' })
  await orders.handled('8')
  await orders.buried(1)

  await registrations(stage, subject)
}

/** The registrations of lesson 04, on a stream. */
async function registrations(stage: Stage, subject: Contract): Promise<void> {
  stage.step(
    '20 people register. Five times, the mail service dies before the mail is sent. All get one.',
    '06.4',
  )
  const mails = new Play(stage, subject, 'registrations', false)
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
  stage.say(
    `${crashes} crashes: mails for ${keys} of ${REGISTRATIONS}, and ${sent - keys} for a key that had one`,
  )
}
