import type { Claim } from '#shared/authoring/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S1',
    claim: 'Pub/Sub lets parts of an application, and separate services, send messages to each other.',
    verdict: 'true',
    finding:
      'One service publishes a message, and Redis forwards it to every client that is subscribed to its channel.',
    proofs: ['S79'],
  },
  {
    id: 'S3',
    claim: 'Publishers send messages to channels.',
    verdict: 'true',
    finding:
      "`publish(channel, message)` sends a message to a named channel. You don't have to create the channel first.",
    proofs: ['S18'],
  },
  {
    id: 'S4',
    claim: 'Subscribers listen to channels and receive the messages sent there.',
    verdict: 'true',
    finding:
      'A client receives the messages that are published after Redis confirms its subscription. It never receives earlier ones.',
    proofs: ['S67'],
  },
  {
    id: 'S5',
    claim: 'Channels are named pathways between publishers and subscribers.',
    verdict: 'incomplete',
    finding:
      "Channel names are shared by the whole server. Selecting another database doesn't separate them, and neither does the `keyPrefix` option of ioredis.",
  },
  {
    id: 'S6',
    claim: 'Publishers and subscribers are decoupled: they know nothing about each other.',
    verdict: 'incomplete',
    finding:
      "They don't know each other's identity, but they must be connected at the same time and agree on a message format. The publisher also learns how many subscriptions matched.",
    proofs: ['S67', 'S54', 'S24'],
  },
  {
    id: 'S8',
    claim: 'The API is simple.',
    verdict: 'incomplete',
    finding:
      'It has few methods, but some of them are surprising: subscribing twice runs both functions, `unsubscribe()` keeps pattern subscriptions, and ioredis never passes a message to the function that you give to `subscribe`.',
    proofs: ['S28', 'S31', 'S16'],
  },
  {
    id: 'S12',
    claim: 'The example loads the client with `require`, then uses `await` at the top level.',
    verdict: 'false',
    finding:
      'Node.js refuses to run the file: `require` needs a CommonJS module, and top-level `await` needs an ES module. Load the client with `import` instead.',
  },
  {
    id: 'S13',
    claim: 'The publisher and the subscriber are two clients with the same URL.',
    verdict: 'true',
    finding: 'Any number of clients can use the same URL. Each of them opens its own connection.',
    proofs: ['S18'],
  },
  {
    id: 'S14',
    claim: 'The example creates its clients without `error` listeners.',
    verdict: 'dangerous',
    finding:
      'With node-redis, the first lost connection crashes the process. ioredis reconnects and keeps running.',
  },
  {
    id: 'S15',
    claim: 'You connect each client with `await client.connect()`.',
    verdict: 'true',
    finding:
      'node-redis needs this call. Without it, `publish` rejects, and `subscribe` stays pending. ioredis connects by itself.',
  },
  {
    id: 'S16',
    claim: '`subscribe(channel, fn)` calls `fn` with each message.',
    verdict: 'true',
    finding:
      'This is true for node-redis. ioredis calls `fn` once with the reply to `SUBSCRIBE`, and never with a message.',
  },
  {
    id: 'S17',
    claim: 'First wait for `subscribe` with `await`, then publish.',
    verdict: 'true',
    finding:
      'The `await` matters. The two commands use different connections, so without it, the message can reach Redis before the subscription and is then lost.',
    proofs: ['S48'],
  },
  {
    id: 'S18',
    claim: 'The example prints the message that it publishes.',
    verdict: 'true',
    finding: 'Once you replace `require` with `import`, it prints the message exactly once.',
    testedOn: 'node-redis',
  },
  {
    id: 'S19',
    claim: 'The example is a complete program.',
    verdict: 'incomplete',
    finding:
      "It prints its message but never exits, because its two open connections keep the process running. Close both clients when you're done.",
    testedOn: 'node-redis',
  },
  {
    id: 'S20',
    claim: 'Publishing and subscribing need separate clients.',
    verdict: 'true with RESP2 only',
    finding:
      'With RESP3, the default in both clients, a subscribed connection can also publish. Separate connections are still sensible: if Redis disconnects a slow subscriber, the publisher keeps working.',
    proofs: ['S70'],
  },
  {
    id: 'S21',
    claim: 'A client in subscribe mode cannot execute other Redis commands.',
    verdict: 'true with RESP2 only',
    finding:
      "With RESP3, commands such as `GET` and `SET` work on a subscribed connection. With RESP2, they fail: Redis refuses them, and ioredis doesn't even send them.",
  },
  {
    id: 'S22',
    claim: 'You can publish a plain string.',
    verdict: 'true',
    finding:
      'Strings arrive unchanged. node-redis rejects other types with a `TypeError`, but ioredis silently converts them: an object arrives as `[object Object]`.',
  },
  {
    id: 'S23',
    claim: 'To publish an object, convert it with `JSON.stringify`.',
    verdict: 'incomplete',
    finding:
      "JSON can't represent every JavaScript value: `undefined` properties disappear, `NaN` becomes `null`, a `Date` becomes a string, and a `Map` becomes `{}`.",
  },
  {
    id: 'S24',
    claim: '`publish` returns the number of subscribers that received the message.',
    verdict: 'false',
    finding:
      'It returns the number of matching subscriptions. A client that is subscribed to the channel and to two matching patterns counts as 3.',
  },
  {
    id: 'S25',
    claim: 'The number that `publish` returns tells you how many subscribers the message was delivered to.',
    verdict: 'false',
    finding:
      'It only tells you how many subscriptions Redis sent the message to. A subscriber whose connection has stalled receives nothing, but still counts as 1.',
  },
  {
    id: 'S26',
    claim: 'You subscribe a handler to a single channel.',
    verdict: 'true',
    finding: 'The handler receives the messages of its channel and no others.',
    testedOn: 'node-redis',
    proofs: ['S27'],
  },
  {
    id: 'S27',
    claim: 'The handler receives the message first, then the channel.',
    verdict: 'true',
    finding:
      'node-redis passes `(message, channel)`. The `message` event of ioredis passes `(channel, message)`.',
  },
  {
    id: 'S27b',
    claim: 'The examples subscribe handlers that contain no error handling.',
    verdict: 'dangerous',
    finding:
      'If a handler throws, node-redis emits `error` and loses the messages that arrived right behind it; ioredis crashes the process. If an async handler rejects, the process crashes with either client.',
  },
  {
    id: 'S28',
    claim:
      'To listen to more channels, call `subscribe` again. The example subscribes to `chat` a second time.',
    verdict: 'dangerous',
    finding:
      "The second subscription doesn't replace the first. `publish` returns 1, but both functions run, so each message is handled twice.",
    testedOn: 'node-redis',
  },
  {
    id: 'S29',
    claim: 'To subscribe to several channels, call `subscribe` once for each.',
    verdict: 'incomplete',
    finding:
      'One call is enough: node-redis accepts an array of channels, and ioredis accepts several arguments.',
  },
  {
    id: 'S30',
    claim: '`unsubscribe(channel)` ends the subscription.',
    verdict: 'incomplete',
    finding:
      'With node-redis, it also removes every function that you passed for that channel. ioredis keeps your `message` listener, so it runs again if you resubscribe.',
  },
  {
    id: 'S31',
    claim: '`unsubscribe()` without arguments unsubscribes from all channels.',
    verdict: 'incomplete',
    finding:
      'It leaves pattern subscriptions active. With ioredis, its promise never resolves while a pattern subscription remains.',
  },
]
