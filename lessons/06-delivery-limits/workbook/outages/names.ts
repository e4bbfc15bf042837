import type { Outage } from '../../contract.ts'
import type { Mechanism } from './mechanism.ts'

/** What happens in each outage to whoever receives. */
export const OUTAGES: Readonly<Record<Outage, string>> = {
  nobody: 'all 20 are sent, and only then it comes',
  away: 'its connection is lost while 10 are sent',
  restarted: 'the same, and then Redis restarts, without persistence',
  persisted: 'the same, with an append-only file',
  slow: 'it reads no more while 10 are sent, the first of them 24 MB; Redis keeps 1 MB for a subscriber',
  frozen: 'its process is frozen at work on the 5th; 10 are sent; it is killed, and another one starts',
  'half-open': 'the cable is pulled, and nobody notices while 10 are sent',
  replica: 'it listens on a replica, and all 20 are sent to the master',
}

/** How the mechanisms are called. */
export const CALLED: Readonly<Record<Mechanism, string>> = { pubsub: 'Pub/Sub', streams: 'Streams' }
