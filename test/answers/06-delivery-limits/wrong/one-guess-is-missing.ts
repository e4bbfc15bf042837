// predictions.ts, rejected by 06.1-guessed
// One number is still missing.
  // #region 06.1-predictions
  down: { counted: 20, pubsub: 20, streams: 20 },
  away: { counted: 20, pubsub: 20, streams: 20 },
  restarted: { counted: 20, pubsub: 20, streams: 20 },
  persisted: { counted: 20, pubsub: 20, streams: 20 },
  slow: { counted: 20, pubsub: Number.NaN, streams: 20 },
  frozen: { counted: 20, pubsub: 20, streams: 20 },
  'half-open': { counted: 20, pubsub: 20, streams: 20 },
  replica: { counted: 20, pubsub: 20, streams: 20 },
  // #endregion
