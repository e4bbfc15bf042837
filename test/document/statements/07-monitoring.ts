import type { Statement } from '../../../shared/workbook/trial/statement.ts'

export const statements: readonly Statement[] = [
  {
    id: 'S75',
    says: '`pubSubChannels()` gives the active channels.',
    verdict: 'incomplete',
    observed:
      'It gives the channels that somebody has subscribed to by name, on this one server. Who listens by pattern or by SSUBSCRIBE is not in it, nor who listens at a replica.',
    on: 'both clients, both servers; the replica on redis-server',
    task: '07.1',
    proofs: ['07.1-counts', '07.1-patterns'],
  },
  {
    id: 'S76',
    says: '`pubSubNumSub(channel)` gives the number of its subscribers.',
    verdict: 'incomplete',
    observed:
      'The number of connections that have subscribed by name. With two subscribers by pattern it says 0, where PUBLISH says 2. Three handlers of one program are 1.',
    on: 'both clients, both servers',
    task: '07.1',
    proofs: ['07.1-counts'],
  },
  {
    id: 'S77',
    says: '`pubSubNumPat()` gives the number of pattern subscriptions.',
    verdict: 'false',
    observed:
      'The number of different patterns: two clients with the same one count 1. The embedded server counts 2. Both count the whole server, whoever it is.',
    on: 'both clients, redis-server',
    task: '07.1',
    proofs: ['07.1-patterns'],
  },
  {
    id: 'S78',
    says: 'This is how you monitor Pub/Sub: nothing else is named.',
    verdict: 'false',
    observed:
      'No figure says that anything arrives. A program that gets nothing counts 1, and nine copies of each message count 1 as well. What shows it is a message that has to come back.',
    on: 'both clients, both servers',
    task: '07.2',
    proofs: ['07.2-down', '07.2-once'],
  },
]
