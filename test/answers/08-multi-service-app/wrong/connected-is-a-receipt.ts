// status, rejected by 08.5-missed
// Whoever is connected has got it.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => {
        const status = serviceStatus(name, snapshot)
        return status.connected > 0 ? { ...status, missed: 0 } : status
      }),
      channels: channelsOf(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published: published,
      unconfirmed,
      events: [...entries.values()].slice(-SHOWN).reverse().map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
