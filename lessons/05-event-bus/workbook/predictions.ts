import type { Prediction } from '../../../shared/workbook/predictions.ts'
import { fiveEvents, tutorialBus } from './tutorial/tutorial-bus.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'In the tutorial, under "Usage", the program emits `order:created` and then `order:shipped`. After that it calls `on("order:created", …)` and `onPattern("order:*", …)`. How often are the two handlers called?',
    answer: 'The handlers were called 0 times.',
    why: 'Pub/Sub keeps nothing. Who emits before anybody listens talks to nobody, and is told so: PUBLISH returns 0, which the tutorial throws away. In one program the order is easy to turn around; between two programs that start at the same time it is luck.',
    async run(lab) {
      const { bus, listener } = await tutorialBus(lab)
      const order = lab.name('order')
      let calls = 0
      await bus.emit(`${order}:created`, { orderId: 123, userId: 456 })
      await bus.emit(`${order}:shipped`, { orderId: 123, trackingNumber: 'ABC123' })
      await listener.on(`${order}:created`, () => calls++)
      await listener.onPattern(`${order}:*`, () => calls++)
      // One more way, and what comes by it comes last.
      let end = false
      await listener.on(lab.name('end'), () => {
        end = true
      })
      await bus.emit(lab.name('end'), null)
      await lab.until(() => end)
      return `The handlers were called ${calls} times.`
    },
  },
  {
    question:
      'Now the other way round: first the tutorial’s `on("order:created", handler)` and `onPattern("order:*", handler)`, with the same handler. Then one `order:created` and one `order:shipped` are emitted. How often is the handler called?',
    answer: 'The handler was called 3 times.',
    why: 'The first event matches a name and a pattern, so Redis delivers it twice, and each subscription calls the handler. Nothing in what arrives says that it is a copy, except the id; and the tutorial throws that away.',
    async run(lab) {
      const { bus, listener } = await tutorialBus(lab)
      const order = lab.name('order')
      let calls = 0
      const handler = () => calls++
      await listener.on(`${order}:created`, handler)
      await listener.onPattern(`${order}:*`, handler)
      for (const action of ['created', 'shipped']) await bus.emit(`${order}:${action}`, {})
      await lab.until(() => calls >= 3)
      return `The handler was called ${calls} times.`
    },
  },
  {
    question:
      'Five events are emitted, 0 to 4. The handler is async, and each event takes it longer than the next one. The tutorial’s code awaits the handler: `await handler(data)`. In which order are the five done?',
    answer: 'They were done in the order 4, 3, 2, 1, 0.',
    why: 'The `await` is in a function that the client calls for every message, and the client awaits none of them. All five are at work at the same time. To keep an order, somebody has to make the next event wait.',
    async run(lab) {
      return `They were done in the order ${(await fiveEvents(lab)).join(', ')}.`
    },
  },
]
