// Yours. Fill in the TODOs, then check: npm test lessons/06

import type { PredictionsContract } from './contract.ts'

export const predictions: PredictionsContract['predictions'] = {
  // TODO 06.1: Predict eight outages
  // counted: the sum of what PUBLISH returns. pubsub, streams: how many different ones the receiver gets in the end.
  // In the six outages from away to half-open, 5 are sent before the outage, 10 during it, and 5 after it.

  // The receiver is down while all 20 are sent, and starts afterwards.
  down: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },

  // The receiver loses its connection. 10 are sent before it is back.
  away: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },

  // As away. After the 10, Redis is killed and starts again, without persistence ...
  restarted: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  // ... or with an append-only file on disk.
  persisted: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },

  // The receiver stops reading. 10 are sent, the first of 24 MB. Redis buffers 1 MB for a subscriber.
  slow: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },

  // The receiver's process freezes while it handles the 5th, which counts as received.
  // 10 are sent. Then the process is killed and replaced.
  frozen: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },

  // The receiver's cable is pulled, and neither side notices. 10 are sent. Then it connects again.
  'half-open': { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },

  // All 20 go to the master. The subscriber is connected to a Redis replica, the consumer to the master.
  replica: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
}
