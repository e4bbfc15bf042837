// status, rejected by 08.6-held
// What Redis has not confirmed has not happened, and is not shown.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => serviceStatus(name, snapshot)),
      channels: channelsOf(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published,
      unconfirmed,
      events: [...entries.values()].slice(-SHOWN).reverse().filter(({ confirmed }) => confirmed).map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
