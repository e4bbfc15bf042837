// status, rejected by 08.5-odd-receipts
// What has no receipt yet is missed already.
    // #region 08.5-read
    const snapshot = await asked()
    return {
      redis: snapshot ? 'up' : 'away',
      services: SERVICES.map((name) => {
        const waiting = [...entries.values()].filter(({ receipts }) => !receipts[name]).length
        return { ...serviceStatus(name, snapshot), missed: waiting }
      }),
      channels: channelsOf(snapshot),
      patterns: snapshot?.patterns ?? 0,
      published: published,
      unconfirmed,
      events: [...entries.values()].slice(-SHOWN).reverse().map(({ sentAt: _, ...shown }) => shown),
    }
    // #endregion
