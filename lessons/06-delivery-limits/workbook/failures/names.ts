/** What goes wrong, for Redis and RabbitMQ alike. */
export const FAILURES = {
  away: 'the consumer loses its connection, and 10 are sent before it is back',
  killed: 'the consumer is killed before it acknowledges the 5th, and 10 are sent before another one starts',
  poison: 'the consumer fails each time it handles the 5th',
  restart: 'as away, and then the server is killed and restarted, with its data on disk',
  unbound: 'all 20 are sent before the first consumer starts, so no subscriber, group, or queue exists yet',
  mandatory: 'as unbound, but the publisher asks RabbitMQ to return messages that no queue takes',
} as const

/** The name of a failure. */
export type Failure = keyof typeof FAILURES
