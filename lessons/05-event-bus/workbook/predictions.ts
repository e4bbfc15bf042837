import type { Prediction } from '#shared/runner/predictions.ts'
import { fiveEvents, tutorialBus } from './tutorial/tutorial-bus.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'The tutorial\'s `on("order:created", handler)` and `onPattern("order:*", handler)` get the same handler. One `order:created` and one `order:shipped` are emitted. How often is the handler called?',
    answer: 'The handler was called 3 times.',
    why: "The first event matches the name and the pattern, so Redis delivers it twice, and each subscription calls the handler. Only the ID shows that the second one is a copy, and the tutorial's listener ignores the ID.",
    async run(context) {
      const { bus, listener } = await tutorialBus(context)
      const order = context.name('order')
      let calls = 0
      const handler = () => calls++
      await listener.on(`${order}:created`, handler)
      await listener.onPattern(`${order}:*`, handler)
      for (const action of ['created', 'shipped']) await bus.emit(`${order}:${action}`, {})
      await context.until(() => calls >= 3)
      return `The handler was called ${calls} times.`
    },
  },
  {
    question:
      "Five events, 0 to 4, are emitted. The tutorial's listener awaits its handler, which takes longer for each event than for the next. In which order do they finish?",
    answer: 'They finished in the order 4, 3, 2, 1, 0.',
    why: "The client calls the listener for every message and doesn't await it, so all five are in flight at the same time. If order matters, the listener needs a queue.",
    async run(context) {
      return `They finished in the order ${(await fiveEvents(context)).join(', ')}.`
    },
  },
]
