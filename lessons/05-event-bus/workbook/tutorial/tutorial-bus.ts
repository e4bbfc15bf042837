import { createClient } from 'redis'
import type { PredictionContext } from '#shared/runner/predictions.ts'

/**
 * The tutorial's two classes, rewritten. Two things are added: an error listener, without which a lost connection
 * crashes the process, and the function that makes IDs, which the tutorial calls but doesn't define.
 *
 * @module
 */

const create = (url: string) => createClient({ url })
type Client = ReturnType<typeof create>

/** The name that the tutorial calls. Tests can pass their own. */
type GenerateUniqueId = () => string

/** The tutorial's publisher. */
export class TutorialBus {
  readonly publisher: Client
  readonly #generateUniqueId: GenerateUniqueId

  constructor(publisher: Client, generateUniqueId: GenerateUniqueId) {
    this.publisher = publisher
    this.#generateUniqueId = generateUniqueId
  }

  async emit(event: string, data: unknown): Promise<void> {
    const timestamp = new Date()
    const message = JSON.stringify({ event, data, timestamp, id: this.#generateUniqueId() })
    await this.publisher.publish(event, message)
  }
}

/** The tutorial's subscriber. */
export class TutorialListener {
  readonly subscriber: Client
  readonly handlers = new Map<string, unknown>()

  constructor(subscriber: Client) {
    this.subscriber = subscriber
  }

  async on(event: string, handler: (data: never) => unknown): Promise<void> {
    this.handlers.set(event, handler)
    await this.subscriber.subscribe(event, async (message) => {
      const { data } = JSON.parse(message) as { data: never }
      await handler(data)
    })
  }

  async onPattern(pattern: string, handler: (data: never, channel: string) => unknown): Promise<void> {
    await this.subscriber.pSubscribe(pattern, async (message, channel) => {
      const { data } = JSON.parse(message) as { data: never }
      await handler(data, channel)
    })
  }
}

/** Both classes, connected to an experiment's Redis. */
export async function tutorialBus(
  context: PredictionContext,
  generateUniqueId: GenerateUniqueId = () => Math.random().toString(36),
): Promise<{ bus: TutorialBus; listener: TutorialListener }> {
  const [publisher, subscriber] = [await connected(context), await connected(context)]
  return { bus: new TutorialBus(publisher, generateUniqueId), listener: new TutorialListener(subscriber) }
}

async function connected(context: PredictionContext): Promise<Client> {
  const client = create(context.url)
  client.on('error', () => {})
  await client.connect()
  context.cleanup(() => client.isOpen && client.destroy())
  return client
}

/**
 * Emits five events. The handler takes longer for each event than for the next.
 *
 * @returns The numbers of the events, in the order in which they finished.
 */
export async function fiveEvents(context: PredictionContext): Promise<number[]> {
  const { bus, listener } = await tutorialBus(context)
  const event = context.name('order:created')
  const done: number[] = []
  await listener.on(event, async (number: number) => {
    await context.until(() => number === 4 || done.includes(number + 1))
    done.push(number)
  })
  for (let number = 0; number < 5; number++) await bus.emit(event, number)
  await context.until(() => done.length === 5)
  return done
}
