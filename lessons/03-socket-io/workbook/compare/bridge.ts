import type { Gateway } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import type { Transport } from './transport.ts'
import { identify } from './users.ts'
import { inTime } from './waiting.ts'

/**
 * The gateway of the lesson, on the `PubSub` of lesson 02.
 *
 * @param name Its name in the table.
 */
export function bridge(name: string, { attach, connect }: Subject): Transport {
  return {
    name,
    // `attach` waits for its subscriptions itself.
    ready: { subscriptions: 0, streamReaders: 0 },
    async connect({ io, base }) {
      const pubsub = await inTime('connect()', connect(base))
      let gateway: Gateway
      try {
        const attached = attach({
          ...base,
          io,
          pubsub,
          identify,
          // It takes a moment, like a database query.
          mayJoin: () => new Promise((resolve) => setImmediate(resolve, true)),
        })
        gateway = await inTime('attach()', attached)
      } catch (error) {
        await pubsub.close()
        throw error
      }
      return {
        detach: () => inTime('close() of the gateway', gateway.close()),
        close: () => inTime('close() of the PubSub', pubsub.close()),
      }
    },
    remarks: ({ handedOut, sent }) => [
      `Gives: one channel for each room, so Redis sends a message only to servers with members (${handedOut} deliveries for ${sent} messages). A join is acknowledged when messages will arrive, and a sender learns when Redis didn't confirm a message.`,
      'Costs: code that you maintain. A server that loses Redis misses the messages sent in the meantime, as with all Pub/Sub.',
    ],
  }
}
