// status, rejected by 08.5-channels
// Who listens to orders is there. The logger listens by a pattern, which NUMSUB does not see.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => ({
        ...serviceStatus(name, snapshot),
        connected: snapshot?.channels.get(`${namespace}shop:order.placed`) ?? 0,
      })),
      channels: channelsOf(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published: published,
      unconfirmed,
      events: [...entries.values()].slice(-SHOWN).reverse().map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
