import type { Claim } from '../../../shared/workbook/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S58',
    claim: 'An event has event, data, timestamp and id.',
    verdict: 'incomplete',
    finding:
      'A good form. But the function that makes the id is nowhere, and nobody looks at the id: an event that is sent twice is handled twice.',
    testedOn: 'node-redis',
    proofs: ['05.1-envelope', '05.5-repeated'],
  },
  {
    id: 'S59',
    claim: 'A Map keeps the handlers.',
    verdict: 'false',
    finding:
      'It keeps the last one of each event, and nothing reads it. Both handlers are called, and none can be taken off again.',
    testedOn: 'node-redis',
    proofs: ['05.2-several', '05.2-off'],
  },
  {
    id: 'S60',
    claim: 'The handler may be async.',
    verdict: 'dangerous',
    finding: 'When it rejects, the process ends. So it does for a text that is no JSON, and for `null`.',
    testedOn: 'node-redis',
    proofs: ['05.1-no-event', '05.3-throws'],
  },
  {
    id: 'S61',
    claim: 'The handler gets the data.',
    verdict: 'incomplete',
    finding: 'And neither the id nor the time, which were sent for it.',
    testedOn: 'node-redis',
    proofs: ['05.1-handed'],
  },
  {
    id: 'S62',
    claim: '`onPattern` listens to many events.',
    verdict: 'incomplete',
    finding: 'It does. A handler that has the name as well is called twice.',
    testedOn: 'node-redis',
    proofs: ['05.4-once'],
  },
  {
    id: 'S63',
    claim: 'Emit, then `on`: a new order is printed.',
    verdict: 'false',
    finding: 'Nothing is printed: 0 calls.',
    testedOn: 'node-redis',
  },
  {
    id: 'S64',
    claim: 'The handler is awaited.',
    verdict: 'false',
    finding:
      'By nobody who would keep the order: five events that take less and less time are done in the order 4, 3, 2, 1, 0.',
    testedOn: 'node-redis',
    proofs: ['05.6-order'],
  },
  {
    id: 'S65',
    claim: 'New services can be added without changing others.',
    verdict: 'incomplete',
    finding: 'Right for a new service. A second copy of a service handles everything once more.',
    testedOn: 'node-redis',
  },
]
