import type { Claim } from '#shared/authoring/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S79',
    claim: 'Build an application of three services that communicate through events.',
    verdict: 'true',
    finding:
      'Each service receives what the others publish, without knowing their addresses. The services must agree on channel names and on the format of events.',
  },
  {
    id: 'S80',
    claim: 'The API service handles HTTP requests and publishes events.',
    verdict: 'incomplete',
    finding:
      'If Redis is down, `publish` neither resolves nor rejects at first: after a second, both clients were still waiting. A response that depends on `publish` also keeps the browser waiting.',
  },
  {
    id: 'S81',
    claim: 'The notification service subscribes to events and sends notifications.',
    verdict: 'incomplete',
    finding:
      "It misses every event that is published while it's down. If it hangs, `publish` still counts it, although no notification is sent.",
  },
  {
    id: 'S82',
    claim: 'The logger service subscribes to all events and logs them.',
    verdict: 'true',
    finding: 'A single pattern is enough. It also covers events that you add later.',
  },
  {
    id: 'S83',
    claim: 'The events are named `user.created`, `order.placed`, and `payment.completed`.',
    verdict: 'incomplete',
    finding:
      "The rest of the tutorial separates names with colons, and its pattern `user:*` doesn't match `user.created`. Use the same separator everywhere.",
  },
  {
    id: 'S84',
    claim: 'The logger service captures all events with pattern subscriptions.',
    verdict: 'incomplete',
    finding:
      'The pattern `*` also matches the messages of other applications on the same server, whichever database they use. An event that matches two patterns is logged twice.',
  },
  {
    id: 'S85',
    claim: 'Several subscribers receive an event simultaneously.',
    verdict: 'incomplete',
    finding:
      'All of them receive it, and all of them receive events in the same order, even from two publishers. But a slow subscriber receives it later than the others.',
  },
  {
    id: 'S86',
    claim: 'Monitor the active channels and the number of their subscribers.',
    verdict: 'incomplete',
    finding:
      "These figures don't include a logger that subscribes by pattern. They do include a service that hangs, so they don't show whether events are handled.",
    proofs: ['S81'],
  },
]
