// ioredis, rejected by 06.7-emptied
// It is tried again and again, and without a group it fails again and again.
  // #region 06.7-recover
    tell(error)
    await pause(RETRY_MS)
  // #endregion
