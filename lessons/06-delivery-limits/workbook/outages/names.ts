import type { Outage } from '../../contract.ts'
import type { Transport } from './transport.ts'

/** What happens to the receiver in each outage. */
export const OUTAGES = {
  down: 'it is down while all 20 are sent, and starts afterwards',
  away: 'it loses its connection, and 10 are sent before it is back',
  restarted: 'as away, and then Redis restarts without persistence',
  persisted: 'as away, and then Redis restarts with an append-only file',
  slow: 'it stops reading; of the next 10, the first has 24 MB, and Redis buffers 1 MB for a subscriber',
  frozen: 'its process freezes while it handles the 5th; 10 are sent; then it is killed and replaced',
  'half-open': 'its cable is pulled, neither side notices, and 10 are sent',
  replica: 'it subscribes on a Redis replica, and all 20 go to the master',
} as const satisfies Readonly<Record<Outage, string>>

export type { Outage }

/** The names of the transports. */
export const CALLED: Readonly<Record<Transport, string>> = {
  pubsub: 'Pub/Sub',
  streams: 'Streams',
  rabbitmq: 'RabbitMQ',
}
