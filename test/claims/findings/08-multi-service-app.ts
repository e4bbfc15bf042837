import type { Claim } from '../../../shared/workbook/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S79',
    claim: 'Make an application of three services.',
    verdict: 'true',
    finding:
      'It can be done: what one publishes, both others get, and none of them knows of another. They have to agree on names and on the form of an event.',
    proofs: ['08.4-both'],
  },
  {
    id: 'S80',
    claim: 'The API takes HTTP requests and publishes events.',
    verdict: 'incomplete',
    finding:
      'As long as Redis is there. When it is away, `publish` neither fails nor succeeds: after a second both clients are still waiting, and so is the browser.',
    proofs: ['08.6-away'],
  },
  {
    id: 'S81',
    claim: 'The notification service subscribes to events and sends notifications.',
    verdict: 'incomplete',
    finding:
      'It sends one for each event that it gets. What is published while it is away or stands still, it may never get, and PUBLISH does not tell.',
    proofs: ['08.5-missed'],
  },
  {
    id: 'S82',
    claim: 'The logger subscribes to all events and logs them.',
    verdict: 'true',
    finding: 'One pattern does it, also for events that somebody invents later.',
    proofs: ['08.3-all'],
  },
  {
    id: 'S83',
    claim: 'The events are called `user.created`, `order.placed` and `payment.completed`.',
    verdict: 'incomplete',
    finding:
      'Any names will do, if all keep to one form. Everywhere else the tutorial has colons: its pattern `user:*` does not match `user.created`.',
    proofs: ['08.3-all'],
  },
  {
    id: 'S84',
    claim: 'The logger takes all events by patterns.',
    verdict: 'incomplete',
    finding:
      '`*` takes what other programs publish as well, on whichever database. And an event that two patterns match comes twice.',
    proofs: ['08.3-all', '08.3-foreign'],
  },
  {
    id: 'S85',
    claim: 'Several subscribers receive an event simultaneously.',
    verdict: 'incomplete',
    finding:
      'All get it, and all get events in the same order, also those of two publishers. But not at the same moment: each at its own speed.',
    proofs: ['08.4-both'],
  },
  {
    id: 'S86',
    claim: 'Watch the active channels, and how many have subscribed to each.',
    verdict: 'incomplete',
    finding:
      'Redis tells both. The logger, who listens by a pattern, is in neither; who stands still is counted like everybody else. What was handled, only receipts tell.',
    proofs: ['08.5-channels', '08.5-missed'],
  },
]
