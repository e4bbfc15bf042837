// router.ts, rejected by 02.4-refused
// If only the reply was lost, Redis has the pattern.
// #region 02.4-undo
  const results = await Promise.allSettled(subscribing)
  const refused = results.find((result) => result.status === 'rejected')
  if (refused) {
    const confirmed = subscriptions.filter((_, at) => results[at]!.status === 'fulfilled')
    await Promise.allSettled(confirmed.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
    throw refused.reason
  }
// #endregion
