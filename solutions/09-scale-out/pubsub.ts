/**
 * Lesson 02's interface with sharded channels.
 *
 * @module
 */
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import { createListeners } from '../../lessons/01-basic-pubsub/workbook/given/listeners.ts'
import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ClusterPubSub } from '../../lessons/09-scale-out/contract.ts'
import type { Report } from '../../shared/lesson/connect-options.ts'

export function toPubSub(cluster: ClusterPubSub, report: Report): PubSub {
  // #region 09.5-toPubSub
  //- return todo('09.5')
  const { listeners, remember, forget } = createListeners()

  async function publish(channel: string, text: string): Promise<number> {
    return cluster.publish(channel, text)
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    const text = JSON.stringify(value)
    // For undefined, functions, and symbols, stringify() returns undefined.
    if (text === undefined) throw new TypeError(`JSON can't represent ${typeof value}.`)
    return publish(channel, text)
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    await listen(channel, handler, (message) => run(handler, message, channel))
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    await listen(channel, handler, (message) => {
      let value: unknown
      try {
        value = JSON.parse(message)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload: message })
        return
      }
      run(handler, value, channel)
    })
  }

  /** Each handler has a listener of its own, because two handlers of one channel can decode differently. */
  async function listen(
    channel: string,
    handler: Handler<never>,
    listener: (message: string) => void,
  ): Promise<void> {
    const isNew = !listeners.get(channel)?.has(handler)
    try {
      await cluster.subscribe([channel], remember(channel, handler, listener))
    } catch (error) {
      if (isNew) forget(channel, handler)
      throw error
    }
  }

  function run<T>(handler: Handler<T>, message: T, channel: string): void {
    const call = async () => handler(message, channel)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    const listener = forget(channel, handler)
    if (listener) await cluster.unsubscribe([channel], listener)
  }

  async function unsubscribeAll(): Promise<void> {
    const all = [...listeners].flatMap(([channel, byHandler]) =>
      [...byHandler.keys()].map((handler) => unsubscribe(channel, handler)),
    )
    await Promise.all(all)
  }

  async function psubscribe(pattern: string): Promise<void> {
    throw new Error(`Sharded channels have no patterns: ${pattern}`)
  }

  async function punsubscribe(): Promise<void> {}

  const close = () => cluster.close()

  return {
    publish,
    publishJson,
    subscribe,
    subscribeJson,
    unsubscribe,
    unsubscribeAll,
    psubscribe,
    punsubscribe,
    close,
  }
  // #endregion
}
