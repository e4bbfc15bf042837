import type { Statement } from '../../../shared/workbook/trial/statement.ts'

export const statements: readonly Statement[] = [
  {
    id: 'S66',
    says: 'Pub/Sub is fire and forget: messages are not persisted.',
    verdict: 'holds',
    observed: 'Nothing is stored under a channel.',
    on: 'both clients, both servers',
    task: '06.1',
    proofs: ['01.2-late'],
  },
  {
    id: 'S67',
    says: 'Lost is what is published while nobody listens.',
    verdict: 'holds',
    observed: 'It is, with a count of 0.',
    on: 'ioredis, both servers',
    task: '06.1',
    proofs: ['01.2-late'],
  },
  {
    id: 'S68',
    says: 'Lost is what is published while a subscriber is away.',
    verdict: 'holds',
    observed: 'Of 150 messages it got the 100 that were published while it was there.',
    on: 'ioredis, both servers',
    task: '06.1',
    proofs: [],
  },
  {
    id: 'S69',
    says: 'Lost is what is published when Redis restarts.',
    verdict: 'incomplete',
    observed:
      'None of it is refused. The client keeps it, sends it when Redis is back, and it is lost then: a count of 0, for the subscriber is not back yet.',
    on: 'node-redis, both servers',
    task: '06.1',
    proofs: [],
  },
  {
    id: 'S70',
    says: 'These are the three ways to lose a message.',
    verdict: 'incomplete',
    observed:
      'There are more. Redis cuts off a subscriber that is too slow, with all that was queued for it. And a connection that nobody has ended, with nobody behind it, counts 1 for every message.',
    on: 'ioredis; the slow one on redis-server, the other one on both servers',
    task: '06.1',
    proofs: [],
  },
  {
    id: 'S71',
    says: 'A count of 0 says: it was not delivered; and one above 0 says: it was.',
    verdict: 'false',
    observed:
      'The count is about this one server: a subscriber on a replica got the message, and the count was 0. And 3 may be one program, with a channel and two patterns; S70 shows a 1 that nobody got.',
    on: 'ioredis; the replica on redis-server, the rest on both servers',
    task: '06.1',
    proofs: ['S70'],
  },
  {
    id: 'S72',
    says: 'Redis Streams guarantee delivery.',
    verdict: 'incomplete',
    observed:
      'As long as Redis keeps its data. Restarted without persistence, stream and group are gone; with an append-only file they are there.',
    on: 'ioredis; the append-only file on redis-server, the rest on both servers',
    task: '06.7',
    proofs: ['06.7-emptied'],
  },
  {
    id: 'S73',
    says: 'Pub/Sub does not guarantee delivery.',
    verdict: 'holds',
    observed:
      'Not even that a message comes once at most: when the answer to PUBLISH is lost, ioredis sends it again.',
    on: 'ioredis, both servers',
    task: '06.1',
    proofs: [],
  },
  {
    id: 'S74',
    says: 'For critical messages, use Streams or a message queue such as RabbitMQ.',
    verdict: 'incomplete',
    observed:
      'By a stream, an entry is delivered *at least* once: whoever dies before XACK has it handled a second time. And somebody has to take over what is pending, and to end what fails for ever.',
    on: 'both clients, both servers',
    task: '06.5',
    proofs: ['06.3-crashed', '06.5-kills'],
  },
]
