// ioredis, whole file, rejected by 02.1-two
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'

// All instances share these.
const handlers = new Map<string, Set<PatternHandler>>()

export async function connect(base: ConnectOptions): Promise<PubSub> {
  const { url, report } = base
  const [basic, patterns] = await Promise.all([connectBasic(base), open(url, report)])
  patterns.on('pmessage', (pattern: string, channel: string, payload: string) => {
    for (const handler of [...(handlers.get(pattern) ?? [])]) {
      const call = async () => handler(payload, channel, pattern)
      call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
    }
  })

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    handlers.set(pattern, (handlers.get(pattern) ?? new Set<PatternHandler>()).add(handler))
    await patterns.psubscribe(pattern)
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const ofPattern = handlers.get(pattern)
    if (!ofPattern?.delete(handler) || ofPattern.size > 0) return
    handlers.delete(pattern)
    await patterns.punsubscribe(pattern)
  }

  async function unsubscribeAll(): Promise<void> {
    const subscribed = [...handlers.keys()]
    handlers.clear()
    await basic.unsubscribeAll()
    if (subscribed.length > 0) await patterns.punsubscribe(...subscribed)
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
