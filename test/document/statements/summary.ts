import type { Statement } from '../../../shared/workbook/trial/statement.ts'

/** What the document sums up: it is shown where it is said at length. */
export const statements: readonly Statement[] = [
  {
    id: 'S87',
    says: 'It decouples publishers and subscribers.',
    verdict: 'incomplete',
    observed: 'They do not know each other, but they have to be there at the same time.',
    on: 'both clients, both servers',
    task: '08',
    proofs: ['01.2-late', '08.5-missed'],
  },
  {
    id: 'S88',
    says: 'It supports subscriptions by pattern.',
    verdict: 'holds',
    observed: 'It does, with one delivery for each pattern that matches.',
    on: 'both clients, both servers',
    task: '08',
    proofs: ['S9', 'S84'],
  },
  {
    id: 'S89',
    says: 'It is perfect for communication across services.',
    verdict: 'incomplete',
    observed:
      'For services of which there is one each. Replicas all get everything, and what a service misses is gone.',
    on: 'both clients, both servers',
    task: '08',
    proofs: ['08.4-both', '08.5-missed'],
  },
  {
    id: 'S90',
    says: 'It works with Socket.IO without seams.',
    verdict: 'dangerous',
    observed: 'There is one at every join: three users get nine copies.',
    on: 'node-redis, both servers',
    task: '03.3',
    proofs: ['S47'],
  },
  {
    id: 'S91',
    says: 'It makes event-driven architecture possible.',
    verdict: 'holds',
    observed: 'With an envelope, one subscription for all handlers, and errors that harm nobody else.',
    on: 'both clients, both servers',
    task: '05',
    proofs: ['05.1-envelope', '08.4-both'],
  },
  {
    id: 'S92',
    says: 'It is fast and simple, but does not guarantee delivery.',
    verdict: 'holds',
    observed: 'It is so, and the count that PUBLISH returns does not change it.',
    on: 'both clients, both servers',
    task: '08',
    proofs: ['npm run bench patterns', '08.5-missed'],
  },
]
