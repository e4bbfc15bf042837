import { randomUUID } from 'node:crypto'
import type { Recorder } from '../../../shared/checks/recorder.ts'
import type { ConnectOptions } from '../../../shared/lesson/connect-options.ts'
import type { Scenario, Stage } from '../../../shared/workbook/player/stage.ts'
import type { EventHandler } from '../contract.ts'
import type { Subject } from './subject.ts'

/** What happens in the shop of the scenario. */
interface ShopEvents {
  'order:created': { readonly order: number }
  'order:shipped': { readonly order: number }
}

const CREATED = 'order:created'
const SHIPPED = 'order:shipped'

export const scenario: Scenario<Subject> = async (stage, subject) => {
  const { base: way } = await stage.way()
  const base: ConnectOptions = { ...way, namespace: `${stage.channel('shop')}:` }
  const pubsub = await subject.connect(base)
  // Closed at the end; nothing is told of it.
  stage.follow({ close: () => pubsub.close() })

  stage.step('The shop tells of an order. Nobody listens yet, so nobody will ever get this one.', '05.1')
  const bus = stage.follow(subject.bus<ShopEvents>({ ...base, pubsub }))
  const listener = stage.follow(subject.listener<ShopEvents>({ ...base, pubsub }))
  const mailer = handlerNamed(stage, 'mailer')
  await bus.emit(CREATED, { order: 1 })
  await listener.on(CREATED, mailer)
  await bus.emit(CREATED, { order: 2 })
  await stage.until('the mailer gets it', () => mailer.got.length >= 1)

  stage.step('Another program sends two events, and between them two texts that are none.', '05.1')
  const channel = `${base.namespace}${CREATED}`
  await stage.burst(channel, [textOf(CREATED, 3), 'null', '{"order":3}', textOf(CREATED, 4)])
  await stage.until('the mailer gets both', () => mailer.got.length >= 3)

  stage.step('The stock listens too. One subscription is enough for both, until the mailer leaves.', '05.2')
  const stock = handlerNamed(stage, 'stock')
  await listener.on(CREATED, stock)
  await bus.emit(CREATED, { order: 5 })
  await stage.until('both get it', () => mailer.got.length >= 4 && stock.got.length >= 1)
  await listener.off(CREATED, mailer)
  await bus.emit(CREATED, { order: 6 })
  await stage.until('the stock gets it', () => stock.got.length >= 2)

  stage.step('The scales are broken, and the stock never hears of that.', '05.3')
  const scales = handlerNamed(stage, 'scales', () => {
    throw new Error('out of order')
  })
  await listener.off(CREATED, stock)
  for (const handler of [scales, stock]) await listener.on(CREATED, handler)
  await bus.emit(CREATED, { order: 7 })
  await stage.until('both are called', () => scales.got.length >= 1 && stock.got.length >= 3)
  await listener.off(CREATED, scales)

  stage.step(
    'The archive listens by a name and by a pattern. Redis delivers twice; it is called once.',
    '05.4',
  )
  const archive = handlerNamed(stage, 'archive')
  await listener.on(CREATED, archive)
  await listener.onPattern('order:*', archive)
  await bus.emit(CREATED, { order: 8 })
  await bus.emit(SHIPPED, { order: 8 })
  await stage.until('the archive gets both', () => archive.got.length >= 2)

  stage.step('The listener closes. What is told now, nobody hears.', '05.2')
  await listener.close()
  await bus.emit(CREATED, { order: 9 })
}

type Told = Recorder<unknown> & EventHandler<ShopEvents>

/** A handler that tells its calls. */
function handlerNamed(stage: Stage, name: string, then?: () => void): Told {
  const told = stage.handler<unknown>(name, then)
  const handler = (data: unknown) => told(data, name)
  Object.defineProperties(handler, { name: { value: name }, got: { get: () => told.got } })
  return handler as unknown as Told
}

/** An event as another program would publish it. */
function textOf(event: string, order: number): string {
  return JSON.stringify({ id: randomUUID(), event, timestamp: new Date().toISOString(), data: { order } })
}
