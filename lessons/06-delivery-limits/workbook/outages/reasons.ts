import type { Outage } from './names.ts'

/** Why the messages of an outage are counted, received, or lost. */
export const REASONS: Readonly<Record<Outage, string>> = {
  down: 'PUBLISH finds no subscriber, and nothing is stored. The stream keeps all 20 for the consumer.',
  away: 'Redis forgets a subscriber whose connection is lost, so it neither counts nor stores the 10. The stream keeps them.',
  restarted: 'A Redis without persistence loses the stream, and with it the 10 that no consumer had read.',
  persisted: 'The append-only file brings back the stream and its group. Pub/Sub stores nothing in it.',
  slow: 'Redis counts the large message, and then disconnects the subscriber, whose buffer is full. It finds none for the other 9.',
  frozen:
    'Redis counts what it sends to the frozen process, which is killed before it handles any. Another consumer takes over the entries.',
  'half-open': 'Redis still believes that the subscriber is there, and counts messages that never arrive.',
  replica:
    'The count covers only the subscribers of the master. The Redis replica passes all 20 on to its own.',
}
