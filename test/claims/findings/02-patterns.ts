import type { Claim } from '#shared/authoring/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S7',
    claim: 'Pub/Sub is extremely fast, because Redis works in memory.',
    verdict: 'incomplete',
    finding:
      "It's fast without patterns, but every pattern on the server slows down every `PUBLISH`. One run measured 606,000 messages per second without patterns, and 3,800 with 10,000 patterns.",
    testedOn: 'node-redis on redis-server',
    proofs: ['npm run bench patterns'],
  },
  {
    id: 'S9',
    claim: 'Redis supports pattern-based subscriptions.',
    verdict: 'true',
    finding:
      'A client receives a message once for each of its matching patterns. The commands `PUBSUB NUMSUB` and `PUBSUB CHANNELS` ignore pattern subscriptions.',
  },
  {
    id: 'S32',
    claim: '`pSubscribe(pattern, fn)` calls `fn` with the message and the channel.',
    verdict: 'true',
    finding:
      "node-redis does, but it doesn't pass the pattern. ioredis never calls `fn` with a message; its `pmessage` event passes the pattern, the channel, and the message.",
  },
  {
    id: 'S33',
    claim: '`user:*` matches every channel that starts with `user:`.',
    verdict: 'true',
    finding:
      "The wildcard `*` also matches the empty string and further colons, so `user:` and `user:account:locked` match. Matching is case-sensitive: `USER:login` doesn't match.",
  },
  {
    id: 'S34',
    claim: '`user:*` matches `user:login`, `user:logout`, and `user:register`.',
    verdict: 'true',
    finding: 'All three channels match, and each message arrives once.',
  },
  {
    id: 'S35',
    claim: '`chat:room:*` matches the channels of all chat rooms.',
    verdict: 'incomplete',
    finding:
      'It also matches channels below a room, such as `chat:room:1:typing`. Your handler has to tell them apart.',
  },
  {
    id: 'S36',
    claim: "`channel.split(':')[2]` gives you the room's ID.",
    verdict: 'false',
    finding:
      'It fails if an ID contains a colon. `chat:room:eu:42` gives `eu`, and so does every other room whose ID starts with `eu:`.',
  },
  {
    id: 'S37',
    claim: "`pUnsubscribe('user:*')` ends the pattern subscription.",
    verdict: 'true',
    finding:
      "The argument must be exactly the pattern that you subscribed to: `chat:*` doesn't remove `chat:room:*`. Calling `unsubscribe()` without arguments doesn't remove patterns either.",
  },
  {
    id: 'S38',
    claim: 'Descriptive channel names such as `resource:action` make patterns powerful.',
    verdict: 'incomplete',
    finding:
      "Every service has to use the same separator: `user:*` doesn't match `user.created`, a name from the tutorial's own exercise. You also can't publish to a pattern, because Redis treats `user:*` as an ordinary channel name.",
  },
]
