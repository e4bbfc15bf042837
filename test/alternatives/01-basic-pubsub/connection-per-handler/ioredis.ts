// Each handler has a connection of its own.
import { Redis } from 'ioredis'
import type { BasicPubSub, Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'

interface Subscription {
  readonly channel: string
  readonly handler: Handler<never>
  readonly ready: Promise<Redis>
}

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  let opened = false

  async function open(): Promise<Redis> {
    const client = new Redis(url, { commandTimeout: 3000, autoResubscribe: false })
    client.on('error', () => {})
    client.on('reconnecting', () => report({ kind: 'connection', error: new Error('lost') }))
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => {
          client.disconnect()
          reject(new Error('Redis does not reply'))
        },
        opened ? 4000 : 2 ** 30,
      )
      client.once('ready', () => {
        clearTimeout(late)
        resolve()
      })
      client.once('end', () => clearTimeout(late))
    })
    return client
  }

  async function close(client: Redis): Promise<void> {
    client.disconnect()
  }

  const publisher = await open()
  opened = true
  let subscriptions: Subscription[] = []
  const find = (channel: string, handler: unknown) =>
    subscriptions.find((one) => one.channel === channel && one.handler === handler)

  async function begin(channel: string, hear: (payload: string) => void): Promise<Redis> {
    const client = await open()
    client.on('message', (_channel: string, payload: string) => hear(payload))
    try {
      await client.subscribe(channel)
    } catch (error) {
      await close(client)
      throw error
    }
    client.on('ready', () => {
      client.subscribe(channel).catch((error: unknown) => report({ kind: 'connection', error }))
    })
    return client
  }

  async function add(
    channel: string,
    handler: Handler<never>,
    hear: (payload: string) => void,
  ): Promise<void> {
    const known = find(channel, handler)
    if (known) return void (await known.ready)
    const ready = begin(channel, hear)
    const subscription = { channel, handler, ready }
    subscriptions.push(subscription)
    try {
      await ready
    } catch (error) {
      subscriptions = subscriptions.filter((one) => one !== subscription)
      throw error
    }
  }

  function run<T>(handler: Handler<T>, message: T, channel: string): void {
    Promise.resolve()
      .then(() => handler(message, channel))
      .catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function end(ending: readonly Subscription[]): Promise<void> {
    subscriptions = subscriptions.filter((one) => !ending.includes(one))
    await Promise.all(
      ending.map(async ({ channel, ready }) => {
        const client = await ready
        try {
          await client.unsubscribe(channel)
        } finally {
          await close(client)
        }
      }),
    )
  }

  return {
    publish: (channel, text) => publisher.publish(channel, text),
    async publishJson(channel, value) {
      const text: string | undefined = JSON.stringify(value)
      if (text === undefined) throw new TypeError('nothing to send')
      return publisher.publish(channel, text)
    },
    subscribe: (channel, handler) => add(channel, handler, (payload) => run(handler, payload, channel)),
    subscribeJson: (channel, handler) =>
      add(channel, handler, (payload) => {
        let value: unknown
        try {
          value = JSON.parse(payload)
        } catch (error) {
          report({ kind: 'payload', error, channel, payload })
          return
        }
        run(handler, value, channel)
      }),
    unsubscribe: (channel, handler) => end([find(channel, handler)].filter((one) => one !== undefined)),
    unsubscribeAll: () => end(subscriptions),
    async close() {
      const ended = subscriptions
      subscriptions = []
      for (const { ready } of ended) void ready.then(close, () => {})
      await close(publisher)
    },
  }
}
