import { type Act, actOf, type Intercept, interceptCalls } from '#shared/testbed/intercept.ts'
import type { PubSub } from '../../02-patterns/contract.ts'

/** A fault of a lent adapter. */
export type Fault =
  /** The promise rejects. */
  | Act
  /** `publish` resolves with 1, but sends nothing. */
  | 'swallow'

/** A `PubSub` adapter as a monitor gets it, with the means of a check to make it fail. */
export interface LentPubSub {
  readonly pubsub: PubSub
  readonly faults: Set<Fault>
  /** How many calls were refused or swallowed. */
  readonly refused: number
  /** How many times the monitor has subscribed. */
  readonly subscribes: number
  /** Whether the monitor has closed it. */
  readonly closed: boolean
  /** Ends all subscriptions made through it, without the monitor's knowledge. */
  loseSubscriptions(): Promise<void>
}

/** Lends an adapter to a monitor. It can be made to fail, and closing it has no effect. */
export function lendPubSub(adapter: PubSub): LentPubSub {
  const faults = new Set<Fault>()
  const undo: (() => Promise<void>)[] = []
  let refused = 0
  let subscribes = 0
  let closed = false

  const unlessRefused = (act: Act) => {
    if (!faults.has(act)) return
    refused++
    throw new Error(`refused by the check: ${act}`)
  }
  const calls: Readonly<Record<Act, (method: string) => Intercept>> = {
    publish: () => async (go) => {
      unlessRefused('publish')
      if (!faults.has('swallow')) return go()
      refused++
      return 1
    },
    subscribe: (method) => async (go, args) => {
      subscribes++
      unlessRefused('subscribe')
      const [name, handler] = args as [name: string, handler: never]
      const byPattern = method === 'psubscribe'
      undo.push(() => (byPattern ? adapter.punsubscribe(name, handler) : adapter.unsubscribe(name, handler)))
      return go()
    },
    unsubscribe: () => async (go) => {
      unlessRefused('unsubscribe')
      return go()
    },
  }

  const pubsub = interceptCalls(adapter, {
    get(method) {
      const act = actOf(method)
      if (act) return calls[act](method)
      return async () => {
        closed = true
      }
    },
  })
  return {
    pubsub,
    faults,
    get refused() {
      return refused
    },
    get subscribes() {
      return subscribes
    },
    get closed() {
      return closed
    },
    async loseSubscriptions() {
      await Promise.all(undo.splice(0).map((end) => end()))
    },
  }
}
