import type { Claim } from '../../../shared/workbook/fact-check/claim.ts'

export const claims: readonly Claim[] = [
  {
    id: 'S10',
    claim: 'Pub/Sub is perfect for services that talk to each other.',
    verdict: 'false',
    finding: 'Between services it is. Two replicas of one service send two mails.',
    testedOn: 'node-redis',
    proofs: ['04.2-two'],
  },
  {
    id: 'S52',
    claim: 'The user is stored, then the event is published.',
    verdict: 'incomplete',
    finding:
      'When Redis is away, the user is stored, nobody hears of it, and the caller is told of an error.',
    proofs: ['04.1-unsent'],
  },
  {
    id: 'S52b',
    claim: 'The event has a `Date`.',
    verdict: 'incomplete',
    finding: 'It arrives as a text.',
    testedOn: 'node-redis',
    proofs: ['04.1-event'],
  },
  {
    id: 'S53',
    claim: 'The event has the address and the name.',
    verdict: 'dangerous',
    finding: 'Everybody who listens to `user:*` gets them, also who only counts.',
    testedOn: 'node-redis',
    proofs: ['04.1-private'],
  },
  {
    id: 'S54',
    claim: 'The email service parses, and awaits the mail.',
    verdict: 'dangerous',
    finding:
      'That works as long as nothing goes wrong. A mail that rejects ends the process, and so does a text that is no JSON.',
    testedOn: 'node-redis',
    proofs: ['04.3-mail-fails', '04.3-malformed'],
  },
  {
    id: 'S55',
    claim: 'Each user gets a welcome mail.',
    verdict: 'false',
    finding: 'With two replicas, two.',
    proofs: ['04.2-two'],
  },
  {
    id: 'S56',
    claim: 'Analytics gets all events of users by a pattern.',
    verdict: 'true',
    finding: 'It does.',
    testedOn: 'node-redis',
    proofs: ['04.3-tracked'],
  },
  {
    id: 'S57',
    claim: 'The event is `channel.split(":")[1]`.',
    verdict: 'incomplete',
    finding: 'For names of two parts. `user:account:locked` gives `account`.',
    testedOn: 'no client is needed',
    proofs: ['04.3-tracked'],
  },
  {
    id: 'S65b',
    claim: 'The application grows by adding services.',
    verdict: 'incomplete',
    finding: 'Right for a new service. Not for a second replica.',
    testedOn: 'node-redis',
    proofs: ['04.2-services'],
  },
]
