import type { Claim } from '#shared/authoring/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S58',
    claim: 'Each event consists of a name, data, a timestamp, and a unique ID.',
    verdict: 'incomplete',
    finding:
      "The function `generateUniqueId` isn't defined anywhere, so `emit` throws a `ReferenceError`. Even with IDs, nothing checks them: an event that is sent twice is handled twice.",
    testedOn: 'node-redis',
  },
  {
    id: 'S59',
    claim: 'A `Map` stores the handler of each event.',
    verdict: 'false',
    finding:
      'It stores only the last handler of each event, and nothing ever reads it. Every handler still runs, and none can be removed.',
    testedOn: 'node-redis',
  },
  {
    id: 'S60',
    claim: 'A handler can be an async function.',
    verdict: 'dangerous',
    finding:
      'If it rejects, the unhandled rejection crashes the process. So does a message that is invalid JSON or `null`.',
    testedOn: 'node-redis',
  },
  {
    id: 'S61',
    claim: "The handler receives the event's data.",
    verdict: 'incomplete',
    finding: 'It receives neither the timestamp nor the ID that it would need to detect duplicates.',
    testedOn: 'node-redis',
  },
  {
    id: 'S62',
    claim: '`onPattern` registers a handler for all events that match a pattern.',
    verdict: 'incomplete',
    finding:
      'If you register the same handler by name and by a matching pattern, it runs twice for the same event.',
    testedOn: 'node-redis',
  },
  {
    id: 'S63',
    claim: 'The usage example emits two events, then registers handlers that print them.',
    verdict: 'false',
    finding:
      "It prints nothing. Redis doesn't store events, and no handler was subscribed when these two were published.",
    testedOn: 'node-redis',
  },
  {
    id: 'S64',
    claim: 'The listener awaits each handler, as if events were handled one at a time.',
    verdict: 'false',
    finding:
      'node-redis calls the listener for the next event without waiting. In our test, each handler was faster than the one before it, and five events finished in reverse order.',
    testedOn: 'node-redis',
  },
  {
    id: 'S65',
    claim: 'You can add services that react to events without changing existing services.',
    verdict: 'incomplete',
    finding:
      'This is true for a new service. A second replica of an existing service handles every event again.',
    testedOn: 'node-redis',
  },
]
