// predictions.ts, rejected by 06.1-guessed
// The guesses are percentages, not numbers of messages.
  // #region 06.1-predictions
  down: { counted: 0, pubsub: 0, streams: 100 },
  away: { counted: 50, pubsub: 50, streams: 100 },
  restarted: { counted: 50, pubsub: 50, streams: 50 },
  persisted: { counted: 50, pubsub: 50, streams: 100 },
  slow: { counted: 50, pubsub: 50, streams: 100 },
  frozen: { counted: 100, pubsub: 50, streams: 100 },
  'half-open': { counted: 100, pubsub: 50, streams: 100 },
  replica: { counted: 0, pubsub: 100, streams: 100 },
  // #endregion
