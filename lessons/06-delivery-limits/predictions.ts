// Yours. Lesson 06, Delivery and its limits: fill in the tasks marked TODO. Check with: npm test lessons/06

import type { PredictionsContract } from './contract.ts'

export const predictions: PredictionsContract['predictions'] = {
  // TODO 06.1: guess what becomes of 20 messages in each outage
  nobody: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  away: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  restarted: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  persisted: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  slow: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  frozen: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  'half-open': { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  replica: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
}
