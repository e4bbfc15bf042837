import type { Claim } from '#shared/authoring/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S75',
    claim: '`pubSubChannels()` returns the active channels.',
    verdict: 'incomplete',
    finding:
      'It returns only channels that clients on that server have subscribed to by name. Pattern subscriptions, sharded subscriptions (Redis 7 and later), and subscribers connected to a Redis replica are missing.',
    testedOn: 'the Redis replica on redis-server only',
  },
  {
    id: 'S76',
    claim: '`pubSubNumSub(channel)` returns the number of subscribers.',
    verdict: 'incomplete',
    finding:
      'It returns the number of connections that are subscribed by name. Two pattern subscribers count as 0, although `publish` returns 2, and three handlers on one connection count as 1.',
  },
  {
    id: 'S77',
    claim: '`pubSubNumPat()` returns the number of pattern subscriptions.',
    verdict: 'false',
    finding:
      'It returns the number of different patterns: two clients with the same pattern count as 1. The embedded server counts 2, as [Redis did before 6.2](https://github.com/redis/redis/pull/9209).',
  },
  {
    id: 'S78',
    claim: 'These three methods are all you need to monitor Pub/Sub.',
    verdict: 'false',
    finding:
      'None of them shows whether messages arrive. A subscriber that hangs counts as 1, and so does a chat server that delivers each message nine times. Publish a test message and check that it comes back.',
  },
]
