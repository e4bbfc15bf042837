import type { Claim } from '../../../shared/workbook/fact-check/claim.ts'

/** What the tutorial sums up: it is shown where it is said at length. */
export const claims: readonly Claim[] = [
  {
    id: 'S87',
    claim: 'It decouples publishers and subscribers.',
    verdict: 'incomplete',
    finding: 'They do not know each other, but they have to be there at the same time.',
    proofs: ['01.2-late', '08.5-missed'],
  },
  {
    id: 'S88',
    claim: 'It supports subscriptions by pattern.',
    verdict: 'true',
    finding: 'It does, with one delivery for each pattern that matches.',
    proofs: ['S9', 'S84'],
  },
  {
    id: 'S89',
    claim: 'It is perfect for communication across services.',
    verdict: 'incomplete',
    finding:
      'For services of which there is one each. Replicas all get everything, and what a service misses is gone.',
    proofs: ['08.4-both', '08.5-missed'],
  },
  {
    id: 'S90',
    claim: 'It works with Socket.IO without seams.',
    verdict: 'dangerous',
    finding: 'There is one at every join: three users get nine copies.',
    testedOn: 'node-redis',
    proofs: ['S47'],
  },
  {
    id: 'S91',
    claim: 'It makes event-driven architecture possible.',
    verdict: 'true',
    finding: 'With an envelope, one subscription for all handlers, and errors that harm nobody else.',
    proofs: ['05.1-envelope', '08.4-both'],
  },
  {
    id: 'S92',
    claim: 'It is fast and simple, but does not guarantee delivery.',
    verdict: 'true',
    finding: 'It is so, and the count that PUBLISH returns does not change it.',
    proofs: ['npm run bench patterns', '08.5-missed'],
  },
]
