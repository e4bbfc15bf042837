import type { Statement } from '../../../shared/workbook/trial/statement.ts'

export const statements: readonly Statement[] = [
  {
    id: 'S79',
    says: 'Make an application of three services.',
    verdict: 'holds',
    observed:
      'It can be done: what one publishes, both others get, and none of them knows of another. They have to agree on names and on the form of an event.',
    on: 'both clients, both servers',
    task: '08.4',
    proofs: ['08.4-both'],
  },
  {
    id: 'S80',
    says: 'The API takes HTTP requests and publishes events.',
    verdict: 'incomplete',
    observed:
      'As long as Redis is there. When it is away, `publish` neither fails nor succeeds: after a second both clients are still waiting, and so is the browser.',
    on: 'both clients, both servers',
    task: '08.6',
    proofs: ['08.6-away'],
  },
  {
    id: 'S81',
    says: 'The notification service subscribes to events and sends notifications.',
    verdict: 'incomplete',
    observed:
      'It sends one for each event that it gets. What is published while it is away or stands still, it may never get, and PUBLISH does not tell.',
    on: 'both clients, both servers',
    task: '08.5',
    proofs: ['08.5-missed'],
  },
  {
    id: 'S82',
    says: 'The logger subscribes to all events and logs them.',
    verdict: 'holds',
    observed: 'One pattern does it, also for events that somebody invents later.',
    on: 'both clients, both servers',
    task: '08.3',
    proofs: ['08.3-all'],
  },
  {
    id: 'S83',
    says: 'The events are called `user.created`, `order.placed` and `payment.completed`.',
    verdict: 'incomplete',
    observed:
      'Any names will do, if all keep to one form. Everywhere else the document has colons: its pattern `user:*` does not match `user.created`.',
    on: 'both clients, both servers',
    task: '08.3',
    proofs: ['08.3-all'],
  },
  {
    id: 'S84',
    says: 'The logger takes all events by patterns.',
    verdict: 'incomplete',
    observed:
      '`*` takes what other programs publish as well, on whichever database. And an event that two patterns match comes twice.',
    on: 'both clients, both servers',
    task: '08.3',
    proofs: ['08.3-all', '08.3-foreign'],
  },
  {
    id: 'S85',
    says: 'Several subscribers receive an event simultaneously.',
    verdict: 'incomplete',
    observed:
      'All get it, and all get events in the same order, also those of two publishers. But not at the same moment: each at its own speed.',
    on: 'both clients, both servers',
    task: '08.4',
    proofs: ['08.4-both'],
  },
  {
    id: 'S86',
    says: 'Watch the active channels, and how many have subscribed to each.',
    verdict: 'incomplete',
    observed:
      'Redis tells both. The logger, who listens by a pattern, is in neither; who stands still is counted like everybody else. What was handled, only receipts tell.',
    on: 'both clients, both servers',
    task: '08.5',
    proofs: ['08.5-channels', '08.5-missed'],
  },
]
