import type { Claim } from '#shared/authoring/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S2',
    claim: 'Pub/Sub is essential for building scalable real-time systems.',
    verdict: 'incomplete',
    finding:
      "It's one option among several. For example, Socket.IO's Redis Streams adapter sends broadcasts through a stream, and uses Pub/Sub only for short-lived messages between servers, such as requests and their responses.",
    testedOn: 'node-redis',
    proofs: ['npm run lesson 03 compare'],
  },
  {
    id: 'S11',
    claim: 'Pub/Sub works seamlessly with Socket.IO and other WebSocket libraries.',
    verdict: 'dangerous',
    finding:
      "In the tutorial's chat, every join adds another listener for the room. After three users have joined, each of them receives every message three times.",
    testedOn: 'node-redis',
    proofs: ['S47'],
  },
  {
    id: 'S39',
    claim: 'Express and Socket.IO can share one HTTP server.',
    verdict: 'true',
    finding: 'The same port serves Express routes and accepts Socket.IO connections.',
  },
  {
    id: 'S40',
    claim: 'The chat server creates its Redis clients without `error` listeners.',
    verdict: 'dangerous',
    finding:
      'With node-redis, a lost connection to Redis crashes the chat server and disconnects all of its users.',
    testedOn: 'node-redis',
  },
  {
    id: 'S41',
    claim: 'Each server emits what it receives on `broadcast` to all of its clients.',
    verdict: 'true',
    finding:
      "Every browser on every server receives the message once. The server doesn't validate messages: it even broadcasts `null`.",
    testedOn: 'node-redis',
  },
  {
    id: 'S42',
    claim: 'A notification is emitted to the room `user-<id>` of its user.',
    verdict: 'false',
    finding:
      'No socket ever joins that room. With two servers, `publish` returns 2, but the user receives nothing.',
    testedOn: 'node-redis',
  },
  {
    id: 'S43',
    claim: "Each chat message contains the sender's `socket.userId`.",
    verdict: 'false',
    finding:
      'The code never sets `socket.userId`, and `JSON.stringify` drops properties that are `undefined`. Messages arrive without a sender.',
    testedOn: 'node-redis',
  },
  {
    id: 'S44',
    claim: 'The server publishes a chat message without awaiting the result.',
    verdict: 'dangerous',
    finding:
      'If Redis is down, `publish` rejects, by default after five seconds. No code handles the rejection, so the server crashes.',
    testedOn: 'node-redis',
  },
  {
    id: 'S45',
    claim: 'The server reads `data.message` from what a browser sends.',
    verdict: 'dangerous',
    finding: 'A browser that emits `send_message` without data crashes the server with a `TypeError`.',
  },
  {
    id: 'S46',
    claim: 'The `timestamp` of a chat message is a `Date`.',
    verdict: 'incomplete',
    finding: 'It arrives as a string, because `JSON.stringify` converts dates to strings.',
    testedOn: 'node-redis',
  },
  {
    id: 'S47',
    claim: "When a socket joins a room, the server subscribes to the room's channel.",
    verdict: 'dangerous',
    finding:
      'Every join adds a listener, even for the same room and the same socket. Three users in a room receive each message three times, and a socket that joins five times receives it five times.',
    testedOn: 'node-redis',
  },
  {
    id: 'S48',
    claim: "The server doesn't acknowledge a join.",
    verdict: 'dangerous',
    finding:
      "The browser can't know when the subscription is active. Messages published before that are lost, even though the user has already joined the room.",
    testedOn: 'node-redis',
  },
  {
    id: 'S49',
    claim: 'The server has no code for leaving a room.',
    verdict: 'dangerous',
    finding:
      'It never unsubscribes. After all users have left, it is still subscribed to the channel of every room that was ever joined.',
    testedOn: 'node-redis',
  },
  {
    id: 'S50',
    claim: 'The browser chooses the ID of the room to join.',
    verdict: 'dangerous',
    finding:
      'The server accepts any value as an ID, including `null`, an empty string, and a string of 10,000 characters. For an object, it subscribes to `room:[object Object]`.',
    testedOn: 'node-redis',
  },
  {
    id: 'S51',
    claim: 'The example is scalable: you can run it on several servers.',
    verdict: 'incomplete',
    finding:
      'Behind a plain round-robin load balancer with two servers, none of 10 clients could connect with the default transports: their polling requests reached different servers. With WebSocket alone, all 10 connected.',
    testedOn: 'node-redis',
  },
]
