// node-redis, rejected by 06.8-taken
// It keeps what it had in hand, though another consumer has taken it over.
  // #region 06.8-keep
    const ids = [...inFlight]
    if (ids.length > 0) await commands.xClaimJustId(stream, group, name, 0, ids)
  // #endregion
