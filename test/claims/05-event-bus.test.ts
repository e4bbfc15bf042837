/**
 * Proves the findings in `findings/05-event-bus.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import { expect, test, vi } from 'vitest'
import { fiveEvents, tutorialBus } from '../../lessons/05-event-bus/workbook/tutorial/tutorial-bus.ts'
import { ioredis, openLab, unique } from './clients.ts'
import { runModule } from './program.ts'

/** A process may take long to start on a busy machine. */
const PROGRAM_STARTS = { timeout: 20_000, interval: 5 }

/** A handler that remembers the arguments of its calls. */
function recorder() {
  const calls: unknown[][] = []
  const handler = (...args: unknown[]) => void calls.push(args)
  return { calls, handler }
}

test('S58 generateUniqueId() is nowhere to be found', async () => {
  const { code, stderr } = await runModule(
    `const emit = (event, data) => JSON.stringify({ event, data, timestamp: new Date(), id: generateUniqueId() })
     emit('order:created', {})`,
  )
  expect(code).toBe(1)
  expect(stderr).toMatch(/^ReferenceError\b.*generateUniqueId/m)
})

test('S58 nobody looks at the id: an event that is sent twice is handled twice', async () => {
  const lab = openLab()
  const { bus, listener } = await tutorialBus(lab, () => 'always the same')
  const { calls, handler } = recorder()
  const event = lab.name('order:created')
  await listener.on(event, handler)
  for (let i = 0; i < 2; i++) await bus.emit(event, {})
  await lab.until(() => calls.length >= 2)
  expect(calls).toHaveLength(2)
})

test('S59 the Map keeps the last handler of an event, and both are called', async () => {
  const lab = openLab()
  const { bus, listener } = await tutorialBus(lab)
  const [first, second] = [recorder(), recorder()]
  const event = lab.name('order:created')
  await listener.on(event, first.handler)
  await listener.on(event, second.handler)
  expect([...listener.handlers]).toEqual([[event, second.handler]])
  await bus.emit(event, {})
  await lab.until(() => first.calls.length + second.calls.length >= 2)
  expect([first.calls, second.calls]).toEqual([[[{}]], [[{}]]])
})

/**
 * A program with the tutorial's `on`, which has a handler that rejects when the data is "bad", and prints the rest.
 *
 * @param messages What is published when it listens, in one burst.
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
       // Not at once: within a listener, node-redis 6.3 reads the same piece of data over and over after that.
       if (data === 'end') setImmediate(() => subscriber.destroy())
     }
     await subscriber.subscribe('${event}', async (message) => {
       const { data } = JSON.parse(message)
       await handler(data)
     })`,
  )
  // Both at once, so that whichever fails is heard of.
  const [ended] = await Promise.all([running, listening])
  return ended
}

test('S60 an async handler that rejects ends the process; one that does not is fine', async () => {
  const bad = await programWith(['{"data":"good"}', '{"data":"bad"}', '{"data":"end"}'])
  expect(bad.code).toBe(1)
  expect(bad.stderr).toContain('a handler has failed')
  const good = await programWith(['{"data":"good"}', '{"data":"end"}'])
  expect(good).toMatchObject({ code: 0, stdout: 'good\nend\n' })
})

test.each(['{"data":', 'null'])('S60 so does a text that is no event: %s', async (text) => {
  const { code, stderr } = await programWith([text, '{"data":"end"}'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/SyntaxError|TypeError/)
})

test('S61 the handler gets the data, and neither the id nor the time', async () => {
  const lab = openLab()
  const { bus, listener } = await tutorialBus(lab)
  const { calls, handler } = recorder()
  const event = lab.name('order:created')
  await listener.on(event, handler)
  await bus.emit(event, { orderId: 123 })
  await lab.until(() => calls.length > 0)
  expect(calls).toEqual([[{ orderId: 123 }]])
})

test('S62 a handler by a name and by a pattern is called twice; by a pattern alone, once', async () => {
  const lab = openLab()
  const { bus, listener } = await tutorialBus(lab)
  const [both, alone] = [recorder(), recorder()]
  const order = lab.name('order')
  await listener.on(`${order}:created`, both.handler)
  await listener.onPattern(`${order}:*`, both.handler)
  await listener.onPattern(`${order}:*`, alone.handler)
  await bus.emit(`${order}:created`, 1)
  await bus.emit(`${order}:shipped`, 2)
  await lab.until(() => both.calls.length >= 3 && alone.calls.length >= 2)
  expect(both.calls.map(([data]) => data)).toEqual([1, 1, 2])
  expect(alone.calls).toEqual([
    [1, `${order}:created`],
    [2, `${order}:shipped`],
  ])
})

test('S63 as it is printed, emit and then on, no handler is called; the other way round it is', async () => {
  const lab = openLab()
  const { bus, listener } = await tutorialBus(lab)
  const { calls, handler } = recorder()
  const event = lab.name('order:created')
  await bus.emit(event, 'too early')
  await listener.on(event, handler)
  await bus.emit(event, 'in time')
  await lab.until(() => calls.length > 0)
  expect(calls).toEqual([['in time']])
})

test('S64 the awaited handler keeps no order: what takes longer is done later', async () => {
  expect(await fiveEvents(openLab())).toEqual([4, 3, 2, 1, 0])
})

test('S65 a new service gets the events, and nothing else changes; a second copy of a service handles them again', async () => {
  const lab = openLab()
  const { bus, listener: orders } = await tutorialBus(lab)
  const { listener: invoices } = await tutorialBus(lab)
  const { listener: replica } = await tutorialBus(lab)
  const [ofOrders, ofInvoices] = [recorder(), recorder()]
  const event = lab.name('order:created')
  await orders.on(event, ofOrders.handler)
  await invoices.on(event, ofInvoices.handler)
  await bus.emit(event, 1)
  await lab.until(() => ofOrders.calls.length >= 1 && ofInvoices.calls.length >= 1)
  await replica.on(event, ofInvoices.handler)
  await bus.emit(event, 2)
  await lab.until(() => ofOrders.calls.length >= 2 && ofInvoices.calls.length >= 3)
  expect(ofOrders.calls).toEqual([[1], [2]])
  expect(ofInvoices.calls).toEqual([[1], [2], [2]])
})
