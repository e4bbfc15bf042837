// router.ts, rejected by 02.3-throws
// The promise of the handler is dropped, so its rejection is reported by nothing.
// #region 02.3-onlyBy
  return (message, channel) => {
    const chosen = [...patterns].find((candidate) => matches(candidate, channel))
    if (chosen === pattern) Promise.resolve(handler(message, channel)).catch(() => {})
  }
// #endregion
