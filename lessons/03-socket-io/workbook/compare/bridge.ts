import type { Gateway, User } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import type { Mechanism } from './mechanism.ts'
import { inTime } from './waiting.ts'

/**
 * The gateway of the lesson, on the port of lesson 02.
 *
 * @param name As it is called in the table.
 */
export function bridge(name: string, { attach, connect }: Subject): Mechanism {
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
          identify: ({ auth }): User => ({ id: String(auth.id), name: String(auth.name) }),
          // It takes a moment, as asking a database does.
          mayJoin: () => new Promise((resolve) => setImmediate(resolve, true)),
        })
        gateway = await inTime('attach()', attached)
      } catch (error) {
        await pubsub.close()
        throw error
      }
      return {
        detach: () => inTime('close() of the gateway', gateway.close()),
        close: () => inTime('close() of the port', pubsub.close()),
      }
    },
    remarks: ({ handedOut, sent }) => [
      `Gives: a channel for each room, so that Redis hands a message only to servers that have somebody there (${handedOut} for ${sent} sent); a join is acknowledged when messages will arrive; a sender learns when Redis has not taken a message.`,
      'Costs: code of your own to keep; and, as with all Pub/Sub, what is sent while a server is without Redis is lost there.',
    ],
  }
}
