// node-redis, rejected by 01.2-refused
// A refusal is reported, and the caller believes that messages will come.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await subscriber
      .subscribe(channel, listener)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
