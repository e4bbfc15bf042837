// node-redis, rejected by 01.2-refused
// It reports a refusal and resolves, so the caller believes that messages will arrive.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await subscriber
      .subscribe(channel, listener)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
