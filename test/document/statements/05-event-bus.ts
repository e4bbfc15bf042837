import type { Statement } from '../../../shared/workbook/trial/statement.ts'

export const statements: readonly Statement[] = [
  {
    id: 'S58',
    says: 'An event has event, data, timestamp and id.',
    verdict: 'incomplete',
    observed:
      'A good form. But the function that makes the id is nowhere, and nobody looks at the id: an event that is sent twice is handled twice.',
    on: 'node-redis, both servers',
    task: '05.1',
    proofs: ['05.1-envelope', '05.5-repeated'],
  },
  {
    id: 'S59',
    says: 'A Map keeps the handlers.',
    verdict: 'false',
    observed:
      'It keeps the last one of each event, and nothing reads it. Both handlers are called, and none can be taken off again.',
    on: 'node-redis, both servers',
    task: '05.2',
    proofs: ['05.2-several', '05.2-off'],
  },
  {
    id: 'S60',
    says: 'The handler may be async.',
    verdict: 'dangerous',
    observed: 'When it rejects, the process ends. So it does for a text that is no JSON, and for `null`.',
    on: 'node-redis, both servers',
    task: '05.3',
    proofs: ['05.1-no-event', '05.3-throws'],
  },
  {
    id: 'S61',
    says: 'The handler gets the data.',
    verdict: 'incomplete',
    observed: 'And neither the id nor the time, which were sent for it.',
    on: 'node-redis, both servers',
    task: '05.1',
    proofs: ['05.1-handed'],
  },
  {
    id: 'S62',
    says: '`onPattern` listens to many events.',
    verdict: 'incomplete',
    observed: 'It does. A handler that has the name as well is called twice.',
    on: 'node-redis, both servers',
    task: '05.4',
    proofs: ['05.4-once'],
  },
  {
    id: 'S63',
    says: 'Emit, then `on`: a new order is printed.',
    verdict: 'false',
    observed: 'Nothing is printed: 0 calls.',
    on: 'node-redis, both servers',
    task: '05.2',
    proofs: [],
  },
  {
    id: 'S64',
    says: 'The handler is awaited.',
    verdict: 'false',
    observed:
      'By nobody who would keep the order: five events that take less and less time are done in the order 4, 3, 2, 1, 0.',
    on: 'node-redis, both servers',
    task: '05.6',
    proofs: ['05.6-order'],
  },
  {
    id: 'S65',
    says: 'New services can be added without changing others.',
    verdict: 'incomplete',
    observed: 'Right for a new service. A second copy of a service handles everything once more.',
    on: 'node-redis, both servers',
    task: '05',
    proofs: [],
  },
]
