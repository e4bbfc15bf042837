/** The bus of lesson 05, on the port of lesson 02. */
import type { PubSub } from '../../../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import { bus as makeBus } from '../../../../solutions/05-event-bus/event-bus.ts'
import { listener as makeListener } from '../../../../solutions/05-event-bus/event-listener.ts'
import type { Order } from '../load.ts'
import type { Candidate } from './candidate.ts'

type Events = Record<string, Order>

export async function openBus(
  url: string,
  connect: (base: ConnectOptions) => Promise<PubSub>,
): Promise<Candidate> {
  const base: ConnectOptions = { url, namespace: '', report: (problem) => console.error(problem) }
  const pubsub = await connect(base)
  const bus = makeBus<Events>({ ...base, pubsub })
  const listener = makeListener<Events>({ ...base, pubsub })
  return {
    subscribe: (channel, got) => listener.on(channel, got),
    publish: (channel, order) => bus.emit(channel, order),
    close: async () => {
      await Promise.all([bus.close(), listener.close()])
      await pubsub.close()
    },
  }
}
