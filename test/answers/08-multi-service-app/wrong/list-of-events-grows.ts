// status, rejected by 08.5-last
// All events since the API was started, in one answer.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => serviceStatus(name, snapshot)),
      channels: channelsOf(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published,
      unconfirmed,
      events: [...entries.values()].reverse().map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
