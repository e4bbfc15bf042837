// router.ts, rejected by 02.4-refused
// If undoing fails, it rejects with that error instead of the refusal.
// #region 02.4-undo
  const refused = (await Promise.allSettled(subscribing)).find((result) => result.status === 'rejected')
  if (refused) {
    await close()
    throw refused.reason
  }
// #endregion
