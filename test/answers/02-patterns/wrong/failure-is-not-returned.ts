// router.ts, rejected by 02.3-throws
// It drops the handler's promise, so its rejection is never reported.
// #region 02.3-onlyBy
  return (message, channel) => {
    const chosen = [...patterns].find((candidate) => matches(candidate, channel))
    if (chosen === pattern) Promise.resolve(handler(message, channel)).catch(() => {})
  }
// #endregion
