// router.ts, rejected by 02.3-close
// The handlers are no longer called, but Redis keeps sending.
// #region given-close
  const close = async () => {
    for (const one of subscriptions) one[1] = () => {}
  }
// #endregion
