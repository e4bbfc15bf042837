// ioredis, whole file, rejected by 01.1-count
// It adds the namespace to a channel that already contains it.
import type { BasicPubSub } from '../../lessons/01-basic-pubsub/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as bare } from '../../solutions/01-basic-pubsub/ioredis.ts'

export async function connect(base: ConnectOptions): Promise<BasicPubSub> {
  const pubsub = await bare(base)
  const full = (channel: string) => `${base.namespace}${channel}`
  return {
    ...pubsub,
    publish: (channel, text) => pubsub.publish(full(channel), text),
    publishJson: (channel, value) => pubsub.publishJson(full(channel), value),
    subscribe: (channel, handler) => pubsub.subscribe(full(channel), handler),
    subscribeJson: (channel, handler) => pubsub.subscribeJson(full(channel), handler),
    unsubscribe: (channel, handler) => pubsub.unsubscribe(full(channel), handler),
  }
}
