/**
 * Proves the findings in `findings/05-event-bus.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import { expect, test, vi } from 'vitest'
import { fiveEvents, tutorialBus } from '../../lessons/05-event-bus/workbook/tutorial/tutorial-bus.ts'
import { ioredis, openContext, unique } from './clients.ts'
import { runModule } from './program.ts'

/** A process may take long to start on a busy machine. */
const PROGRAM_STARTS = { timeout: 20_000, interval: 5 }

/** A handler that records the arguments of its calls. */
function recorder() {
  const calls: unknown[][] = []
  const handler = (...args: unknown[]) => void calls.push(args)
  return { calls, handler }
}

test("S58 generateUniqueId() isn't defined", async () => {
  const { code, stderr } = await runModule(
    `const emit = (event, data) => JSON.stringify({ event, data, timestamp: new Date(), id: generateUniqueId() })
     emit('order:created', {})`,
  )
  expect(code).toBe(1)
  expect(stderr).toMatch(/^ReferenceError\b.*generateUniqueId/m)
})

test('S58 an event that is sent twice is handled twice', async () => {
  const context = openContext()
  const { bus, listener } = await tutorialBus(context, () => 'always the same')
  const { calls, handler } = recorder()
  const event = context.name('order:created')
  await listener.on(event, handler)
  for (let i = 0; i < 2; i++) await bus.emit(event, {})
  await context.until(() => calls.length >= 2)
  expect(calls).toHaveLength(2)
})

test('S59 the Map keeps only the last handler, but both run', async () => {
  const context = openContext()
  const { bus, listener } = await tutorialBus(context)
  const [first, second] = [recorder(), recorder()]
  const event = context.name('order:created')
  await listener.on(event, first.handler)
  await listener.on(event, second.handler)
  expect([...listener.handlers]).toEqual([[event, second.handler]])
  await bus.emit(event, {})
  await context.until(() => first.calls.length + second.calls.length >= 2)
  expect([first.calls, second.calls]).toEqual([[[{}]], [[{}]]])
})

/**
 * Runs the tutorial's `on` in a process. Its handler rejects if the data is "bad", and prints it otherwise.
 *
 * @param messages Published in one burst once the process is subscribed.
 */
async function programWith(messages: readonly string[]) {
  const event = unique('order:created')
  const publisher = ioredis()
  const listening = (async () => {
    await vi.waitFor(async () => {
      const [, count] = (await publisher.pubsub('NUMSUB', event)) as [string, number]
      expect(count).toBe(1)
    }, PROGRAM_STARTS)
    const pipeline = publisher.pipeline()
    for (const message of messages) pipeline.publish(event, message)
    await pipeline.exec()
  })()
  const running = runModule(
    `import { createClient } from 'redis'
     const subscriber = createClient({ url: process.env.REDIS_URL })
     subscriber.on('error', () => {})
     await subscriber.connect()
     const handler = async (data) => {
       if (data === 'bad') throw new Error('a handler has failed')
       console.log(data)
       // Not at once: destroyed within a listener, node-redis 6.3 reads the same chunk over and over.
       if (data === 'end') setImmediate(() => subscriber.destroy())
     }
     await subscriber.subscribe('${event}', async (message) => {
       const { data } = JSON.parse(message)
       await handler(data)
     })`,
  )
  // Wait for both, so that either one's failure is reported.
  const [ended] = await Promise.all([running, listening])
  return ended
}

test('S60 an async handler that rejects crashes the process', async () => {
  const bad = await programWith(['{"data":"good"}', '{"data":"bad"}', '{"data":"end"}'])
  expect(bad.code).toBe(1)
  expect(bad.stderr).toContain('a handler has failed')
  const good = await programWith(['{"data":"good"}', '{"data":"end"}'])
  expect(good).toMatchObject({ code: 0, stdout: 'good\nend\n' })
})

test.each(['{"data":', 'null'])('S60 an invalid message crashes the process: %s', async (text) => {
  const { code, stderr } = await programWith([text, '{"data":"end"}'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/SyntaxError|TypeError/)
})

test('S61 the handler receives only the data', async () => {
  const context = openContext()
  const { bus, listener } = await tutorialBus(context)
  const { calls, handler } = recorder()
  const event = context.name('order:created')
  await listener.on(event, handler)
  await bus.emit(event, { orderId: 123 })
  await context.until(() => calls.length > 0)
  expect(calls).toEqual([[{ orderId: 123 }]])
})

test('S62 a handler registered by name and by pattern runs twice', async () => {
  const context = openContext()
  const { bus, listener } = await tutorialBus(context)
  const [both, alone] = [recorder(), recorder()]
  const order = context.name('order')
  await listener.on(`${order}:created`, both.handler)
  await listener.onPattern(`${order}:*`, both.handler)
  await listener.onPattern(`${order}:*`, alone.handler)
  await bus.emit(`${order}:created`, 1)
  await bus.emit(`${order}:shipped`, 2)
  await context.until(() => both.calls.length >= 3 && alone.calls.length >= 2)
  expect(both.calls.map(([data]) => data)).toEqual([1, 1, 2])
  expect(alone.calls).toEqual([
    [1, `${order}:created`],
    [2, `${order}:shipped`],
  ])
})

test('S63 a handler registered after emit() misses the event', async () => {
  const context = openContext()
  const { bus, listener } = await tutorialBus(context)
  const { calls, handler } = recorder()
  const event = context.name('order:created')
  await bus.emit(event, 'too early')
  await listener.on(event, handler)
  await bus.emit(event, 'in time')
  await context.until(() => calls.length > 0)
  expect(calls).toEqual([['in time']])
})

test('S64 handlers that take longer finish later', async () => {
  expect(await fiveEvents(openContext())).toEqual([4, 3, 2, 1, 0])
})

test('S65 a new service leaves the others alone, but a second replica handles each event again', async () => {
  const context = openContext()
  const { bus, listener: orders } = await tutorialBus(context)
  const { listener: invoices } = await tutorialBus(context)
  const { listener: replica } = await tutorialBus(context)
  const [ofOrders, ofInvoices] = [recorder(), recorder()]
  const event = context.name('order:created')
  await orders.on(event, ofOrders.handler)
  await invoices.on(event, ofInvoices.handler)
  await bus.emit(event, 1)
  await context.until(() => ofOrders.calls.length >= 1 && ofInvoices.calls.length >= 1)
  await replica.on(event, ofInvoices.handler)
  await bus.emit(event, 2)
  await context.until(() => ofOrders.calls.length >= 2 && ofInvoices.calls.length >= 3)
  expect(ofOrders.calls).toEqual([[1], [2]])
  expect(ofInvoices.calls).toEqual([[1], [2], [2]])
})
