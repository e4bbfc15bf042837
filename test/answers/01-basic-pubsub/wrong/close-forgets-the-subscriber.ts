// node-redis, rejected by 01.6-close
// It closes only one of the two connections.
  // #region given-close
  async function close(): Promise<void> {
    await end(publisher)
  }
  // #endregion
