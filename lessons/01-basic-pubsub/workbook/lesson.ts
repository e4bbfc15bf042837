import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { Contract } from '../contract.ts'

export const lesson = defineLesson<Contract>({
  id: '01',
  slug: 'basic-pubsub',
  title: 'Basic Pub/Sub',
  sections: ['What is Pub/Sub', 'Basic example', 'Publishing messages', 'Subscribing to channels'],
  goal: 'send messages through Redis and receive them, with both clients, so that no bad message, failing handler or lost connection stops the others.',
  minutes: 40,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
  ],
  tasks: [
    {
      id: '01.1',
      title: 'publish text and JSON, and return the count',
      hints: [
        'PUBLISH hands a message to every subscription that the channel has at this moment, and answers with their number. Redis sends bytes: a value has to become text first, and not every value can.',
        'Both clients have `publisher.publish(channel, text)`, which resolves with the number. `JSON.stringify(value)` makes the text. For `undefined` and for a function it returns `undefined`; for a BigInt it throws.',
        "node-redis: return inTime(publisher.publish(channel, text)), because node-redis itself sets no limit for the reply. ioredis: return publisher.publish(channel, text). Don't catch the error: the caller has to know.\n\nFor JSON: const text = JSON.stringify(value), throw a TypeError when text is undefined, then publish text.",
      ],
    },
    {
      id: '01.2',
      title: 'subscribe handlers to channels',
      needs: ['01.1'],
      hints: [
        'Redis knows connections, not handlers: a connection has a channel or has it not. Which handlers get a message is decided in your process. The promise must wait for the answer of Redis, for what is published before it is lost.',
        "node-redis: `await subscriber.subscribe(channel, (payload, channel) => …)` keeps a set of listeners per channel. ioredis: `await subscriber.subscribe(channel)`, and one event for all channels: `subscriber.on('message', (channel, payload) => …)`.",
        'Keep a Map from channel to a Map from handler to listener, and one function that calls all listeners of a channel: dispatch(payload, channel) for node-redis, the listener of `message` for ioredis. In subscribe, put the listener into the Map unless the handler is there, then `await inTime(subscriber.subscribe(channel, dispatch))` (node-redis) or `await subscriber.subscribe(channel)` (ioredis), every time. If that rejects, take a handler that you have just added out of the Map, and throw the error again.',
      ],
    },
    {
      id: '01.3',
      title: 'decode JSON, and keep a failing handler away from the others',
      needs: ['01.2'],
      hints: [
        'Your listener runs inside the client. What it throws goes up into the client, which then drops messages that came in the same piece of data, or ends the process. A promise that rejects with nobody to catch it ends the process too. Two things can fail here, and they are not the same problem: the text is no JSON, or the handler failed.',
        'One `try` around `JSON.parse` alone, which reports kind `payload` with the text. Then the handler: call it from an async function, and `catch` its promise, which reports kind `handler`.',
        "const call = async () => handler(message, channel)\ncall().catch((error: unknown) => report({ kind: 'handler', error, channel }))\n\nfor text and for JSON, and before it for JSON: let value; try { value = JSON.parse(payload) } catch (error) { report({ kind: 'payload', error, channel, payload }); return }",
      ],
    },
    {
      id: '01.4',
      title: 'unsubscribe one handler, then all',
      needs: ['01.3'],
      hints: [
        'UNSUBSCRIBE ends the channel for the whole connection. As long as another handler of yours wants it, it must stay. And what you gave to the client is your listener, not the handler that the caller knows.',
        "Delete the handler from its channel's Map. When it was the last one, delete the channel, and only then send UNSUBSCRIBE. node-redis: `subscriber.unsubscribe(channel, dispatch)`. ioredis: `subscriber.unsubscribe(channel)`.",
        'const ofChannel = listeners.get(channel); if (!ofChannel?.delete(handler) || ofChannel.size > 0) return; listeners.delete(channel). Then, node-redis: `await inTime(subscriber.unsubscribe(channel, dispatch))`. ioredis: `await subscriber.unsubscribe(channel)`. All: note the channels, clear the Map, and if there are any: node-redis `await inTime(subscriber.unsubscribe(channels, dispatch))`, ioredis `await subscriber.unsubscribe(...channels)`.',
      ],
    },
    {
      id: '01.5',
      title: 'report a lost connection and live on',
      needs: ['01.4'],
      hints: [
        'Connections get lost: the other side may close one cleanly (FIN) or reset it (RST). Both clients reconnect by themselves if you let them live. node-redis subscribes again by itself; ioredis does it with one command for all channels, and if Redis refuses that one, the rejection that nothing handles ends the process. And Redis may be unreachable when your program starts, or fall silent later: the connection is open, and no reply comes.',
        "node-redis: `client.on('error', …)` before `connect()`; without that listener a lost connection ends the process, and the first try is the only one. ioredis: `error` comes for RST but not for FIN; `reconnecting` comes for both. `new Redis(url)` connects by itself and keeps trying; `connect()` gives up after the first try. The option `commandTimeout` limits the wait for a reply. The event `ready` comes after each reconnect.",
        "node-redis: client.on('error', (error) => report({ kind: 'connection', error })), then await client.connect(). ioredis: new Redis(url, { commandTimeout: REPLY_MS, ...options }), report on `error`, and on `reconnecting` when no `error` came before it; then wait for the event `ready`, and reject on `end`. In connect(): on `ready` of the subscriber, for each channel of the Map: subscriber.subscribe(channel).catch((error: unknown) => report({ kind: 'connection', error })).",
      ],
    },
    {
      id: '01.6',
      title: 'close',
      needs: ['01.5'],
      hints: [
        'An open connection keeps the process alive. A clean close waits for the replies that are still on their way. When Redis is unreachable or frozen, none comes: without a limit you would wait for ever.',
        "node-redis: `client.close()` waits without a limit and throws if the client is closed; `client.destroy()` doesn't wait, and may be called again; `isOpen` and `isReady` say how things are. ioredis: `quit()` waits without a limit, `disconnect()` doesn't; `status` is `ready` when Redis can be used. Promise.race sets a limit.",
        "For each client: const limit = new Promise((resolve) => setTimeout(resolve, 2000).unref()). node-redis: if (client.isReady && client.isOpen) await Promise.race([client.close(), limit]); then client.destroy(); and client.once('connect', () => client.destroy()), because a try to connect that is under way would still succeed. ioredis: if (client.status === 'ready') await Promise.race([client.quit().catch(() => {}), limit]); then client.disconnect().",
      ],
    },
  ],
  load: async (client, from) => (await from(`${client}.ts`)) as Contract,
})
