// status, rejected by 08.5-last
// The oldest of the last events stands first.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => serviceStatus(name, snapshot)),
      channels: channelsOf(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published,
      unconfirmed,
      events: [...entries.values()].slice(-SHOWN).map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
