import type { Claim } from '../../../shared/workbook/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S66',
    claim: 'Pub/Sub is fire and forget: messages are not persisted.',
    verdict: 'true',
    finding: 'Nothing is stored under a channel.',
    proofs: ['01.2-late'],
  },
  {
    id: 'S67',
    claim: 'Lost is what is published while nobody listens.',
    verdict: 'true',
    finding: 'It is, with a count of 0.',
    testedOn: 'ioredis',
    proofs: ['01.2-late'],
  },
  {
    id: 'S68',
    claim: 'Lost is what is published while a subscriber is away.',
    verdict: 'true',
    finding: 'Of 150 messages it got the 100 that were published while it was there.',
    testedOn: 'ioredis',
  },
  {
    id: 'S69',
    claim: 'Lost is what is published when Redis restarts.',
    verdict: 'incomplete',
    finding:
      'None of it is refused. The client keeps it, sends it when Redis is back, and it is lost then: a count of 0, for the subscriber is not back yet.',
    testedOn: 'node-redis',
  },
  {
    id: 'S70',
    claim: 'These are the three ways to lose a message.',
    verdict: 'incomplete',
    finding:
      'There are more. Redis cuts off a subscriber that is too slow, with all that was queued for it. And a connection that nobody has ended, with nobody behind it, counts 1 for every message.',
    testedOn: 'ioredis; the slow one on redis-server, the other one on both servers',
  },
  {
    id: 'S71',
    claim: 'A count of 0 says: it was not delivered; and one above 0 says: it was.',
    verdict: 'false',
    finding:
      'The count is about this one server: a subscriber on a replica got the message, and the count was 0. And 3 may be one program, with a channel and two patterns; S70 shows a 1 that nobody got.',
    testedOn: 'ioredis; the replica on redis-server, the rest on both servers',
    proofs: ['S70'],
  },
  {
    id: 'S72',
    claim: 'Redis Streams guarantee delivery.',
    verdict: 'incomplete',
    finding:
      'As long as Redis keeps its data. Restarted without persistence, stream and group are gone; with an append-only file they are there.',
    testedOn: 'ioredis; the append-only file on redis-server, the rest on both servers',
    proofs: ['06.7-emptied'],
  },
  {
    id: 'S73',
    claim: 'Pub/Sub does not guarantee delivery.',
    verdict: 'true',
    finding:
      'Not even that a message comes once at most: when the answer to PUBLISH is lost, ioredis sends it again.',
    testedOn: 'ioredis',
  },
  {
    id: 'S74',
    claim: 'For critical messages, use Streams or a message queue such as RabbitMQ.',
    verdict: 'incomplete',
    finding:
      'By a stream, an entry is delivered *at least* once: whoever dies before XACK has it handled a second time. And somebody has to take over what is pending, and to end what fails for ever.',
    proofs: ['06.3-crashed', '06.5-kills'],
  },
]
