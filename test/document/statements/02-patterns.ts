import type { Statement } from '../../../shared/workbook/trial/statement.ts'

export const statements: readonly Statement[] = [
  {
    id: 'S9',
    says: 'Redis supports subscriptions by pattern.',
    verdict: 'holds',
    observed:
      'It does, and delivers once for each pattern that matches. PUBSUB NUMSUB and PUBSUB CHANNELS do not see them.',
    on: 'both clients, both servers',
    task: '02.1',
    proofs: [],
  },
  {
    id: 'S32',
    says: '`pSubscribe(pattern, fn)` calls `fn` with message and channel.',
    verdict: 'holds',
    observed:
      'True for node-redis. ioredis has an event with pattern, channel and message, and takes `fn` for the answer to PSUBSCRIBE.',
    on: 'node-redis, both servers; ioredis differs',
    task: '02.1',
    proofs: ['02.1-arguments'],
  },
  {
    id: 'S33',
    says: '`user:*` stands for all channels that begin with `user:`.',
    verdict: 'holds',
    observed:
      'It does: for `user:` alone, and for `user:account:locked` as well. Upper case is another name.',
    on: 'both clients, both servers',
    task: '02.1',
    proofs: ['02.1-marks'],
  },
  {
    id: 'S34',
    says: 'It matches `user:login`, `user:logout` and `user:register`.',
    verdict: 'holds',
    observed: 'It does.',
    on: 'both clients, both servers',
    task: '02.1',
    proofs: [],
  },
  {
    id: 'S35',
    says: '`chat:room:*` matches all rooms.',
    verdict: 'holds',
    observed: 'It does, and also `chat:room:1:typing`, which is no room.',
    on: 'both clients, both servers',
    task: '02.1',
    proofs: [],
  },
  {
    id: 'S36',
    says: "`channel.split(':')[2]` is the id of the room.",
    verdict: 'false',
    observed:
      'Not when an id has a colon: `chat:room:eu:42` gives `eu`, and so does every other room in `eu`.',
    on: 'both clients, both servers',
    task: '02.2',
    proofs: ['02.2-ids'],
  },
  {
    id: 'S37',
    says: "`pUnsubscribe('user:*')` ends it.",
    verdict: 'holds',
    observed:
      'It does, letter by letter: `chat:*` does not end `chat:room:*`. And to end all channels ends no pattern.',
    on: 'both clients, both servers',
    task: '02.1',
    proofs: ['02.1-one', '02.1-all'],
  },
  {
    id: 'S38',
    says: 'Names like `resource:action` make patterns powerful.',
    verdict: 'incomplete',
    observed:
      'They do, as long as all keep to them: `user:*` does not match `user.created`, and the document itself uses both forms. To publish to a pattern reaches nobody.',
    on: 'both clients, both servers',
    task: '02.2',
    proofs: ['02.2-names'],
  },
  {
    id: 'S7',
    says: 'Pub/Sub is extremely fast.',
    verdict: 'incomplete',
    observed:
      'Without patterns, yes. Every pattern on the server slows down every PUBLISH: one run had 606,000 a second without patterns, and 3,800 with 10,000.',
    on: 'node-redis, redis-server',
    task: '02.1',
    proofs: ['npm run bench patterns'],
  },
]
