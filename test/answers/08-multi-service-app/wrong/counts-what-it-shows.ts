// status, rejected by 08.5-last
// Only the last 20 are kept, and only those are counted.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => serviceStatus(name, snapshot)),
      channels: channelsOf(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published: [...entries.values()].slice(-SHOWN).reverse().filter(({ confirmed }) => confirmed).length,
      unconfirmed,
      events: [...entries.values()].slice(-SHOWN).reverse().map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
