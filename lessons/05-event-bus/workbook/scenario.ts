import { randomUUID } from 'node:crypto'
import type { Recorder } from '#shared/checks/recorder.ts'
import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { Scenario, ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { EventHandler } from '../contract.ts'
import type { Subject } from './subject.ts'

/** The events of the demo. */
interface ShopEvents {
  'order:created': { readonly order: number }
  'order:shipped': { readonly order: number }
}

const CREATED = 'order:created'
const SHIPPED = 'order:shipped'

export const scenario: Scenario<Subject> = async (context, subject) => {
  const { base: proxied } = await context.connectThroughProxy()
  const base: ConnectOptions = { ...proxied, namespace: `${context.channel('shop')}:` }
  const pubsub = await subject.connect(base)
  // Closed at the end, without a log line.
  context.trackCalls({ close: () => pubsub.close() })

  context.step('The shop emits an order before the mailer is subscribed, so this one is lost.', '05.1')
  const bus = context.trackCalls(subject.bus<ShopEvents>({ ...base, pubsub }))
  const listener = context.trackCalls(subject.listener<ShopEvents>({ ...base, pubsub }))
  const mailer = handlerNamed(context, 'mailer')
  await bus.emit(CREATED, { order: 1 })
  await listener.on(CREATED, mailer)
  await bus.emit(CREATED, { order: 2 })
  await context.until('the mailer receives the next one', () => mailer.got.length >= 1)

  context.step('Another program publishes two events, with two malformed messages in between.', '05.1')
  const channel = `${base.namespace}${CREATED}`
  await context.burst(channel, [textOf(CREATED, 3), 'null', '{"order":3}', textOf(CREATED, 4)])
  await context.until('the mailer receives both events', () => mailer.got.length >= 3)

  context.step("The stock service shares the mailer's subscription. Then the mailer leaves.", '05.2')
  const stock = handlerNamed(context, 'stock')
  await listener.on(CREATED, stock)
  await bus.emit(CREATED, { order: 5 })
  await context.until('both receive it', () => mailer.got.length >= 4 && stock.got.length >= 1)
  await listener.off(CREATED, mailer)
  await bus.emit(CREATED, { order: 6 })
  await context.until('the stock service receives it', () => stock.got.length >= 2)

  context.step('The accounting handler throws. The stock service is unaffected.', '05.3')
  const accounting = handlerNamed(context, 'accounting', () => {
    throw new Error('no tax rate')
  })
  await listener.off(CREATED, stock)
  for (const handler of [accounting, stock]) await listener.on(CREATED, handler)
  await bus.emit(CREATED, { order: 7 })
  await context.until('both are called', () => accounting.got.length >= 1 && stock.got.length >= 3)
  await listener.off(CREATED, accounting)

  context.step(
    'The archive listens to a name and a pattern. Redis delivers the event twice, and the archive is called once.',
    '05.4',
  )
  const archive = handlerNamed(context, 'archive')
  await listener.on(CREATED, archive)
  await listener.onPattern('order:*', archive)
  await bus.emit(CREATED, { order: 8 })
  await bus.emit(SHIPPED, { order: 8 })
  await context.until('the archive receives both events', () => archive.got.length >= 2)

  context.step('The listener closes. The next event reaches no handler.', '05.2')
  await listener.close()
  await bus.emit(CREATED, { order: 9 })
}

type Described = Recorder<unknown> & EventHandler<ShopEvents>

/** A handler that logs its calls. */
function handlerNamed(context: ScenarioContext, name: string, then?: () => void): Described {
  const told = context.handler<unknown>(name, then)
  const handler = (data: unknown) => told(data, name)
  Object.defineProperties(handler, { name: { value: name }, got: { get: () => told.got } })
  return handler as unknown as Described
}

/** An event as another program would publish it. */
function textOf(event: string, order: number): string {
  return JSON.stringify({ id: randomUUID(), event, timestamp: new Date().toISOString(), data: { order } })
}
