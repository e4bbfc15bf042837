// router.ts, rejected by 02.3-close
// Handlers are called a moment later, even if the table has been closed.
// #region 02.3-onlyBy
  return (message, channel) => {
    const chosen = [...patterns].find((candidate) => matches(candidate, channel))
    if (chosen === pattern) setTimeout(async () => handler(message, channel), 200)
  }
// #endregion
