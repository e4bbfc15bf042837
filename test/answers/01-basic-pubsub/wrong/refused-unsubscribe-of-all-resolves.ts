// node-redis, rejected by 01.4-refused
// Promise.allSettled never rejects.
    // #region 01.4-unsubscribeAll
    const all = [...listeners].flatMap(([channel, byHandler]) =>
      [...byHandler.keys()].map((handler) => unsubscribe(channel, handler)),
    )
    await Promise.allSettled(all)
    // #endregion
