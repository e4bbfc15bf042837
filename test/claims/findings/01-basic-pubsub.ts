import type { Claim } from '../../../shared/workbook/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S1',
    claim: 'Parts of a program, and whole services, can talk to each other by it.',
    verdict: 'true',
    finding: 'They can.',
    proofs: ['01.1-count'],
  },
  {
    id: 'S3',
    claim: 'Publishers send messages to channels.',
    verdict: 'true',
    finding: 'So it is.',
    proofs: ['01.1-count'],
  },
  {
    id: 'S4',
    claim: 'Subscribers listen to channels, and get what is sent there.',
    verdict: 'true',
    finding: 'From the moment when Redis has acknowledged the subscription, and not before.',
    proofs: ['01.2-each-its-own', '01.2-late'],
  },
  {
    id: 'S5',
    claim: 'A channel is a named way between them.',
    verdict: 'incomplete',
    finding:
      'The name holds for the whole server. Choosing another database with SELECT keeps nothing apart, and ioredis puts its `keyPrefix` before keys only.',
  },
  {
    id: 'S6',
    claim: 'Publisher and subscriber know nothing of each other.',
    verdict: 'incomplete',
    finding:
      'Not of *who*. But they have to be there at the same time, they have to agree on the form of the message, and the count tells the publisher how many listen.',
    proofs: ['01.2-late', '01.3-bad-json', '01.1-count'],
  },
  {
    id: 'S8',
    claim: 'It is simple.',
    verdict: 'incomplete',
    finding: 'Few calls, and most of them have a catch. Lesson 01 is about those.',
    proofs: ['S16', 'S28', 'S31'],
  },
  {
    id: 'S12',
    claim: 'The example begins with `require` and then uses `await` outside of any function.',
    verdict: 'false',
    finding: 'It does not run: a file is one kind of module or the other. Use `import`.',
    testedOn: 'Node.js',
  },
  {
    id: 'S13',
    claim: 'Two clients are made from the same URL.',
    verdict: 'true',
    finding: 'That works, and lesson 01 does it too.',
    proofs: ['S18'],
  },
  {
    id: 'S14',
    claim: 'The clients have no listener for errors.',
    verdict: 'dangerous',
    finding:
      'With node-redis, the first lost connection ends the program. ioredis prints the error and goes on.',
    proofs: ['01.5-fin', '01.5-rst'],
  },
  {
    id: 'S15',
    claim: 'Clients have to be connected with `await`.',
    verdict: 'true',
    finding:
      'True for node-redis. Before that, `publish` rejects and `subscribe` waits without a word. ioredis connects by itself.',
  },
  {
    id: 'S16',
    claim: '`subscribe(channel, fn)` calls `fn` with each message.',
    verdict: 'true',
    finding:
      'True for node-redis. ioredis takes `fn` for the answer to SUBSCRIBE, and never gives it a message.',
  },
  {
    id: 'S17',
    claim: 'Subscribe with `await`, then publish.',
    verdict: 'true',
    finding:
      'Right, and the `await` matters: the two travel on two connections, and without it the message may be first.',
    proofs: ['01.2-acknowledged'],
  },
  {
    id: 'S18',
    claim: 'The example prints its message.',
    verdict: 'true',
    finding: 'Once the import is repaired, it does, once.',
  },
  {
    id: 'S19',
    claim: 'That is the whole program.',
    verdict: 'incomplete',
    finding: 'It does not end: two open connections keep it running.',
    proofs: ['01.6-close'],
  },
  {
    id: 'S20',
    claim: 'You need one client to publish and another one to subscribe.',
    verdict: 'true with RESP2 only',
    finding:
      'Both clients speak RESP3 by default, where one connection can do both. Two are still a good choice: [the solution](solutions/01-basic-pubsub/README.md) says why.',
  },
  {
    id: 'S21',
    claim: 'A client that has subscribed can do nothing else.',
    verdict: 'true with RESP2 only',
    finding:
      'So it was with the older protocol: there the server refuses for node-redis, and ioredis refuses by itself. With RESP3 every command works.',
  },
  {
    id: 'S22',
    claim: 'Publish a text.',
    verdict: 'true',
    finding:
      'It arrives as it was, the empty text and line ends included. What is no text, node-redis refuses and ioredis sends in some form.',
    proofs: ['01.1-count'],
  },
  {
    id: 'S23',
    claim: 'Publish JSON.',
    verdict: 'incomplete',
    finding:
      'JSON keeps less than a value has: `undefined` is dropped, `NaN` becomes `null`, a date becomes a text.',
    proofs: ['01.1-json', '01.1-no-json'],
  },
  {
    id: 'S24',
    claim: '`publish` returns how many subscribers received the message.',
    verdict: 'false',
    finding:
      'It returns the number of subscriptions that Redis sent it to. A connection with the channel and two patterns that match counts 3.',
  },
  {
    id: 'S25',
    claim: 'So a count above 0 says that it was delivered.',
    verdict: 'false',
    finding: 'A connection through which nothing comes counts 1 as well.',
  },
  {
    id: 'S26',
    claim: 'A handler for one channel.',
    verdict: 'true',
    finding: 'Works as written, with node-redis.',
    proofs: ['01.2-each-its-own'],
  },
  {
    id: 'S27',
    claim: 'The handler gets the message, then the channel.',
    verdict: 'true',
    finding: 'True for node-redis. The event of ioredis has them the other way round.',
  },
  {
    id: 'S27b',
    claim: 'The handlers are written as if nothing in them could fail.',
    verdict: 'dangerous',
    finding:
      'What a handler throws goes up into the client: node-redis loses the messages that came with it, ioredis ends the program. A promise that rejects ends the program with both.',
    proofs: ['01.3-throws'],
  },
  {
    id: 'S28',
    claim: 'To listen to several channels, subscribe again; `chat` is among them a second time.',
    verdict: 'dangerous',
    finding: 'The second subscription does not replace the first: one message, count 1, two calls.',
  },
  {
    id: 'S29',
    claim: 'Several channels need several calls.',
    verdict: 'incomplete',
    finding: 'Both clients take several in one call.',
  },
  {
    id: 'S30',
    claim: '`unsubscribe(channel)` ends it.',
    verdict: 'incomplete',
    finding:
      'With node-redis it ends all functions of that channel. With ioredis the subscription ends, and your listener stays: it is called again when somebody subscribes again.',
    proofs: ['01.4-one'],
  },
  {
    id: 'S31',
    claim: '`unsubscribe()` ends all.',
    verdict: 'incomplete',
    finding: 'All channels, but no pattern. With ioredis it never resolves while a pattern is left.',
    proofs: ['01.4-all'],
  },
]
