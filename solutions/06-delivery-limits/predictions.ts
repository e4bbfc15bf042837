/**
 * Lesson 06: what becomes of 20 messages.
 *
 * @module
 */
import type { PredictionsContract } from '../../lessons/06-delivery-limits/contract.ts'

export const predictions: PredictionsContract['predictions'] = {
  // #region 06.1-predictions
  //- nobody: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  //- away: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  //- restarted: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  //- persisted: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  //- slow: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  //- frozen: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  //- 'half-open': { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  //- replica: { counted: Number.NaN, pubsub: Number.NaN, streams: Number.NaN },
  nobody: { counted: 0, pubsub: 0, streams: 20 },
  away: { counted: 10, pubsub: 10, streams: 20 },
  restarted: { counted: 10, pubsub: 10, streams: 10 },
  persisted: { counted: 10, pubsub: 10, streams: 20 },
  slow: { counted: 11, pubsub: 10, streams: 20 },
  frozen: { counted: 20, pubsub: 10, streams: 20 },
  'half-open': { counted: 20, pubsub: 10, streams: 20 },
  replica: { counted: 0, pubsub: 20, streams: 20 },
  // #endregion
}
