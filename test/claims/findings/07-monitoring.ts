import type { Claim } from '../../../shared/workbook/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S75',
    claim: '`pubSubChannels()` gives the active channels.',
    verdict: 'incomplete',
    finding:
      'It gives the channels that somebody has subscribed to by name, on this one server. Who listens by pattern or by SSUBSCRIBE is not in it, nor who listens at a replica.',
    testedOn: 'both clients, both servers; the replica on redis-server',
    proofs: ['07.1-counts', '07.1-patterns'],
  },
  {
    id: 'S76',
    claim: '`pubSubNumSub(channel)` gives the number of its subscribers.',
    verdict: 'incomplete',
    finding:
      'The number of connections that have subscribed by name. With two subscribers by pattern it says 0, where PUBLISH says 2. Three handlers of one program are 1.',
    proofs: ['07.1-counts'],
  },
  {
    id: 'S77',
    claim: '`pubSubNumPat()` gives the number of pattern subscriptions.',
    verdict: 'false',
    finding:
      'The number of different patterns: two clients with the same one count 1. The embedded server counts 2. Both count the whole server, whoever it is.',
    testedOn: 'both clients, redis-server',
    proofs: ['07.1-patterns'],
  },
  {
    id: 'S78',
    claim: 'This is how you monitor Pub/Sub: nothing else is named.',
    verdict: 'false',
    finding:
      'No figure says that anything arrives. A program that gets nothing counts 1, and nine copies of each message count 1 as well. What shows it is a message that has to come back.',
    proofs: ['07.2-down', '07.2-once'],
  },
]
