// status, rejected by 08.5-channels
// Complete names are for Redis, and not for people.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => serviceStatus(name, snapshot)),
      channels: [...(snapshot?.channels ?? [])]
        .map(([name, subscribers]) => ({ name, subscribers }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      patterns: snapshot?.patterns ?? 0,
      published: published,
      unconfirmed,
      events: [...entries.values()].slice(-SHOWN).reverse().map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
