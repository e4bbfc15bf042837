import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { Contract } from '../contract.ts'

export const lesson = defineLesson<Contract>({
  id: '01',
  slug: 'basic-pubsub',
  title: 'Basic Pub/Sub',
  sections: ['What is Pub/Sub', 'Basic example', 'Publishing messages', 'Subscribing to channels'],
  goal: 'send messages through Redis and receive them, with both clients, so that no bad message, failing handler or lost connection stops the others.',
  minutes: [30, 40],
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
        'return publisher.publish(channel, text)\n\nand for JSON: const text = JSON.stringify(value), throw a TypeError when text is undefined, then publish text.',
      ],
    },
    {
      id: '01.2',
      title: 'subscribe handlers to channels',
      needs: ['01.1'],
      hints: [
        'Redis knows connections, not handlers: a connection has a channel or has it not. Which handlers get a message is decided in your process. The promise must wait for the answer of Redis, for what is published before it is lost.',
        "node-redis: `await subscriber.subscribe(channel, (payload, channel) => …)` keeps a set of listeners per channel. ioredis: `await subscriber.subscribe(channel)`, and one event for all channels: `subscriber.on('message', (channel, payload) => …)`.",
        'Keep a Map from channel to a Map from handler to listener. node-redis: put the listener there and pass that same listener to subscribe. ioredis: listen to `message` once, outside subscribe, and call all listeners of that channel; in subscribe, put the listener into the Map, then `await subscriber.subscribe(channel)`.',
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
        'Find the listener by channel and handler in your Map. node-redis: `unsubscribe(channel, listener)` drops that listener alone; without the listener it drops all of the channel. ioredis: `unsubscribe(channel)`, when the last handler of the channel has gone.',
        "Delete the handler from its channel's Map; return when it was not there. node-redis: `await subscriber.unsubscribe(channel, listener)`. ioredis: only when that Map is empty now, delete the channel and `await subscriber.unsubscribe(channel)`. All: the same for everything in the Map, which you clear before you await anything, for somebody may subscribe meanwhile. node-redis: each channel with each of its listeners, or it takes the channel for subscribed that it is just ending.",
      ],
    },
    {
      id: '01.5',
      title: 'report a lost connection and live on',
      needs: ['01.2'],
      hints: [
        'Connections get lost: the other side may end one in good order (FIN) or break it off (RST). Both clients connect again and subscribe again by themselves, if you let them live. And Redis may be away when your program starts.',
        "node-redis: `client.on('error', …)` before `connect()`; without that listener a lost connection ends the process, and the first try is the only one. ioredis: `error` comes for RST but not for FIN; `reconnecting` comes for both. `new Redis(url)` connects by itself and keeps trying; `connect()` gives up after the first try.",
        "node-redis: client.on('error', (error) => report({ kind: 'connection', error })), then await client.connect(). ioredis: new Redis(url), report on `error`, and on `reconnecting` when no `error` came before it; then wait for the event `ready`, and reject on `end`.",
      ],
    },
    {
      id: '01.6',
      title: 'close',
      needs: ['01.5'],
      hints: [
        'An open connection keeps the process alive. Closing in good order waits for the answers that are still on their way. When Redis is away there are none, and waiting for them is waiting for ever.',
        'node-redis: `client.close()` waits, also for ever when the connection breaks in this moment; `client.destroy()` does not wait; `isOpen` and `isReady` say how things are, and closing what is closed throws. Redis answers in order, so `await client.ping()` waits for all that was sent before, and rejects when the connection breaks. ioredis: `quit()` waits, `disconnect()` does not; `status` is `ready` when Redis can be used.',
        "For each client: node-redis: if (client.isReady) await client.ping(), with a catch, and no longer than two seconds (Promise.race); then, if (client.isOpen), client.destroy(), and once more on the event `connect`, for a try that is under way would still succeed. ioredis: if (client.status === 'ready') await client.quit(); else client.disconnect().",
      ],
    },
  ],
  load: async (client, from) => (await from(`${client}.ts`)) as Contract,
})
