// node-redis, whole file, rejected by 02.1-close
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

// `close` is the one of lesson 01, which knows nothing of the third connection.
export async function connect(base: ConnectOptions): Promise<PubSub> {
  const [basic, patterns] = await Promise.all([connectBasic(base), open(base.url, base.report)])
  const listeners = new Map<string, Map<PatternHandler, (payload: string, channel: string) => void>>()

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const ofPattern = listeners.get(pattern) ?? new Map()
    const listener =
      ofPattern.get(handler) ??
      ((payload: string, channel: string) => {
        const call = async () => handler(payload, channel, pattern)
        call().catch((error: unknown) => base.report({ kind: 'handler', error, channel }))
      })
    listeners.set(pattern, ofPattern.set(handler, listener))
    await patterns.pSubscribe(pattern, listener)
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const listener = listeners.get(pattern)?.get(handler)
    if (!listener) return
    listeners.get(pattern)?.delete(handler)
    await patterns.pUnsubscribe(pattern, listener)
  }

  async function unsubscribeAll(): Promise<void> {
    listeners.clear()
    await Promise.all([basic.unsubscribeAll(), patterns.pUnsubscribe()])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll }
}
