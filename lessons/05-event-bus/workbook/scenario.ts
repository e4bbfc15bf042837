import { randomUUID } from 'node:crypto'
import type { Recorder } from '#shared/checks/recorder.ts'
import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { Scenario, Stage } from '#shared/testbed/scenario-context.ts'
import type { EventHandler } from '../contract.ts'
import type { Subject } from './subject.ts'

/** The events of the demo. */
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
  // Closed at the end, without a log line.
  stage.follow({ close: () => pubsub.close() })

  stage.step('The shop emits an order before the mailer is subscribed, so this one is lost.', '05.1')
  const bus = stage.follow(subject.bus<ShopEvents>({ ...base, pubsub }))
  const listener = stage.follow(subject.listener<ShopEvents>({ ...base, pubsub }))
  const mailer = handlerNamed(stage, 'mailer')
  await bus.emit(CREATED, { order: 1 })
  await listener.on(CREATED, mailer)
  await bus.emit(CREATED, { order: 2 })
  await stage.until('the mailer receives the next one', () => mailer.got.length >= 1)

  stage.step('Another program publishes two events, with two malformed messages in between.', '05.1')
  const channel = `${base.namespace}${CREATED}`
  await stage.burst(channel, [textOf(CREATED, 3), 'null', '{"order":3}', textOf(CREATED, 4)])
  await stage.until('the mailer receives both events', () => mailer.got.length >= 3)

  stage.step('The stock service shares the mailer’s subscription. Then the mailer leaves.', '05.2')
  const stock = handlerNamed(stage, 'stock')
  await listener.on(CREATED, stock)
  await bus.emit(CREATED, { order: 5 })
  await stage.until('both receive it', () => mailer.got.length >= 4 && stock.got.length >= 1)
  await listener.off(CREATED, mailer)
  await bus.emit(CREATED, { order: 6 })
  await stage.until('the stock service receives it', () => stock.got.length >= 2)

  stage.step('The accounting handler throws. The stock service is unaffected.', '05.3')
  const accounting = handlerNamed(stage, 'accounting', () => {
    throw new Error('no tax rate')
  })
  await listener.off(CREATED, stock)
  for (const handler of [accounting, stock]) await listener.on(CREATED, handler)
  await bus.emit(CREATED, { order: 7 })
  await stage.until('both are called', () => accounting.got.length >= 1 && stock.got.length >= 3)
  await listener.off(CREATED, accounting)

  stage.step(
    'The archive listens to a name and a pattern. Redis delivers the event twice, and the archive is called once.',
    '05.4',
  )
  const archive = handlerNamed(stage, 'archive')
  await listener.on(CREATED, archive)
  await listener.onPattern('order:*', archive)
  await bus.emit(CREATED, { order: 8 })
  await bus.emit(SHIPPED, { order: 8 })
  await stage.until('the archive receives both events', () => archive.got.length >= 2)

  stage.step('The listener closes. The next event reaches no handler.', '05.2')
  await listener.close()
  await bus.emit(CREATED, { order: 9 })
}

type Told = Recorder<unknown> & EventHandler<ShopEvents>

/** A handler that logs its calls. */
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
