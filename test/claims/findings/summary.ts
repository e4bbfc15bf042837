import type { Claim } from '#shared/authoring/fact-check/claim.ts'

/** The tutorial's summary, which repeats what its sections claim. */
export const claims: readonly Claim[] = [
  {
    id: 'S87',
    claim: 'Pub/Sub decouples publishers and subscribers.',
    verdict: 'incomplete',
    finding: "They don't need to know each other's addresses, but they must be connected at the same time.",
    proofs: ['S67', 'S81'],
  },
  {
    id: 'S88',
    claim: 'Pub/Sub supports pattern-based subscriptions.',
    verdict: 'true',
    finding:
      'A message arrives once for each pattern that matches. If two patterns of a client match, it receives the message twice.',
    proofs: ['S9', 'S84'],
  },
  {
    id: 'S89',
    claim: 'Pub/Sub is perfect for cross-service communication.',
    verdict: 'incomplete',
    finding:
      'It fits services that run as a single process and can afford to miss events. All replicas of a service handle every event, and events published while a service is down are lost.',
    proofs: ['S55', 'S81'],
  },
  {
    id: 'S90',
    claim: 'Pub/Sub integrates seamlessly with Socket.IO.',
    verdict: 'dangerous',
    finding:
      "The tutorial's own integration adds a listener for every join. With three users in a room, each of them receives every message three times.",
    testedOn: 'node-redis',
    proofs: ['S47'],
  },
  {
    id: 'S91',
    claim: 'Pub/Sub enables event-driven architecture.',
    verdict: 'true',
    finding:
      'A new service can react to events without any change to the service that publishes them. Both have to agree on the format of the events.',
    testedOn: 'node-redis',
    proofs: ['S65'],
  },
  {
    id: 'S92',
    claim: "Pub/Sub is fast and simple, but it doesn't guarantee delivery.",
    verdict: 'true',
    finding:
      'Messages can be lost even if `publish` returns a count above 0. Pub/Sub also becomes slow if the server holds thousands of patterns.',
    proofs: ['S25', 'npm run bench patterns'],
  },
]
