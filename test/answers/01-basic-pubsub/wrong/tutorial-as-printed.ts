// node-redis, whole file, rejected by 01.1-no-json, 01.3-throws, 01.4-one, 01.5-rst, 01.5-away and 01.6-close
// It makes the tutorial's calls without any error handling.
import { createClient } from 'redis'
import type { BasicPubSub } from '../../lessons/01-basic-pubsub/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'

export async function connect({ url }: ConnectOptions): Promise<BasicPubSub> {
  const sender = createClient({ url })
  const receiver = createClient({ url })
  await sender.connect()
  await receiver.connect()

  return {
    publish: (channel, text) => sender.publish(channel, text),
    publishJson: (channel, value) => sender.publish(channel, JSON.stringify(value)),
    subscribe: (channel, handler) => receiver.subscribe(channel, handler),
    subscribeJson: (channel, handler) =>
      receiver.subscribe(channel, (text) => void handler(JSON.parse(text), channel)),
    unsubscribe: (channel) => receiver.unsubscribe(channel),
    unsubscribeAll: () => receiver.unsubscribe(),
    close: async () => {
      await sender.close()
      await receiver.close()
    },
  }
}
