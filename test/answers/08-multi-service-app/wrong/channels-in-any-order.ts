// status, rejected by 08.5-channels
// Redis tells its channels in no order that means anything.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => serviceStatus(name, snapshot)),
      channels: channelsOf(snapshot)
        .sort((a, b) => b.name.length - a.name.length),
      patterns: snapshot?.patterns ?? 0,
      published: published,
      unconfirmed,
      events: [...entries.values()].slice(-SHOWN).reverse().map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
