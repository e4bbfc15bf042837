// status, rejected by 08.6-away
// Who wants to know whether Redis is there has to wait until it is.
  // #region 08.5-asked
  function asked(): Promise<PubSubSnapshot | undefined> {
    return inspect().catch(() => undefined)
  }
  // #endregion
