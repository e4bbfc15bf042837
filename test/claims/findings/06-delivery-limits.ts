import type { Claim } from '#shared/authoring/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S66',
    claim: "Pub/Sub is fire-and-forget: messages aren't persisted.",
    verdict: 'true',
    finding: "Redis stores nothing under a channel's name, even while clients are subscribed to it.",
    testedOn: 'ioredis',
  },
  {
    id: 'S67',
    claim: 'If no client is subscribed when a message is published, the message is lost.',
    verdict: 'true',
    finding: '`publish` returns 0, and clients that subscribe later never receive the message.',
    testedOn: 'ioredis',
  },
  {
    id: 'S68',
    claim: 'Messages are lost while a subscriber is temporarily disconnected.',
    verdict: 'true',
    finding:
      "A subscriber that was disconnected for 50 of 150 messages received only the other 100. Redis doesn't resend messages.",
    testedOn: 'ioredis',
  },
  {
    id: 'S69',
    claim: 'Messages are lost when the Redis server restarts.',
    verdict: 'incomplete',
    finding:
      'node-redis queues messages while Redis is down, and sends them after reconnecting. If the subscriber reconnects later than the publisher, they are lost, and `publish` resolves with 0.',
    testedOn: 'node-redis',
  },
  {
    id: 'S70',
    claim:
      'Messages are lost in three cases: no subscriber, a disconnected subscriber, or a restart of Redis.',
    verdict: 'incomplete',
    finding:
      'There are more. Redis disconnects subscribers that read too slowly, and discards their queued messages. If a subscriber vanishes without closing its connection, its messages are lost, too, but each of them still counts as 1.',
    testedOn: 'ioredis; slow subscribers on redis-server only',
  },
  {
    id: 'S71',
    claim: "A count of 0 means that the message wasn't delivered.",
    verdict: 'false',
    finding:
      'The count only covers the server that you publish to. A subscriber connected to a Redis replica receives the message, although `publish` on the master returns 0.',
    testedOn: 'ioredis on redis-server',
  },
  {
    id: 'S72',
    claim: 'Redis Streams guarantee delivery.',
    verdict: 'incomplete',
    finding:
      "They can't if Redis loses its data. After a restart without persistence, the stream and its consumer group are gone. With an append-only file that is synced on every write, both survive.",
    testedOn: 'ioredis; the append-only file on redis-server only',
  },
  {
    id: 'S73',
    claim: "Pub/Sub doesn't guarantee delivery.",
    verdict: 'true',
    finding:
      "It doesn't even guarantee at-most-once delivery: if the reply to `PUBLISH` is lost, ioredis sends the message again, and subscribers receive it twice.",
    testedOn: 'ioredis',
  },
  {
    id: 'S74',
    claim: 'For critical messages, use Redis Streams.',
    verdict: 'incomplete',
    finding:
      'A stream delivers each entry at least once: if a consumer crashes before `XACK`, the entry can be claimed and handled again. You have to write the code that claims it.',
    testedOn: 'ioredis',
  },
  {
    id: 'S74b',
    claim: 'For critical messages, use a message queue such as RabbitMQ.',
    verdict: 'incomplete',
    finding:
      'A durable queue delivers each message at least once, if you acknowledge it after the work. But RabbitMQ also confirms a message that no queue takes, and drops it. You get it back only if you publish with `mandatory`.',
    testedOn: 'amqplib 2.3.1 on RabbitMQ 3.10.8',
  },
]
