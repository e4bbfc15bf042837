import type { Claim } from '#shared/authoring/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S10',
    claim: 'Pub/Sub is perfect for communication between services.',
    verdict: 'incomplete',
    finding:
      'Each service receives every event, which is what you want. But so does each replica of a service: two replicas of the email service send every mail twice.',
    testedOn: 'node-redis',
  },
  {
    id: 'S52',
    claim: 'The user service stores the user, then publishes an event.',
    verdict: 'incomplete',
    finding:
      'If publishing fails, the user is stored, but no other service is notified. The caller gets an error, although the user now exists.',
  },
  {
    id: 'S52b',
    claim: "The event's `timestamp` is a `Date`.",
    verdict: 'incomplete',
    finding: 'Subscribers receive a string, because JSON has no date type.',
    testedOn: 'node-redis',
  },
  {
    id: 'S53',
    claim: "The event contains the user's email address and name.",
    verdict: 'dangerous',
    finding:
      "Every subscriber to `user:*` receives this personal data, including the analytics service, which doesn't need it.",
    testedOn: 'node-redis',
  },
  {
    id: 'S54',
    claim: 'The email service parses each message, then awaits the welcome email.',
    verdict: 'dangerous',
    finding:
      "It works as long as nothing fails. If an email can't be sent, or a message is invalid JSON or `null`, the handler rejects, and the process crashes.",
    testedOn: 'node-redis',
  },
  {
    id: 'S55',
    claim: 'Each new user receives one welcome email.',
    verdict: 'false',
    finding:
      'Redis sends every message to every subscriber. With two replicas of the email service, each user receives two emails.',
  },
  {
    id: 'S56',
    claim: 'The analytics service receives all user events through one pattern.',
    verdict: 'true',
    finding:
      "The pattern `user:*` receives every event whose channel starts with `user:`, together with the channel's name.",
    testedOn: 'node-redis',
  },
  {
    id: 'S57',
    claim: "`channel.split(':')[1]` gives you the event's name.",
    verdict: 'incomplete',
    finding: 'This only works for names with two parts. For `user:account:locked`, it returns `account`.',
  },
  {
    id: 'S65b',
    claim: 'The event-driven design is scalable.',
    verdict: 'incomplete',
    finding:
      'You can add a new service without changing the others. But a second replica of a service repeats its work instead of sharing it.',
    testedOn: 'node-redis',
  },
]
