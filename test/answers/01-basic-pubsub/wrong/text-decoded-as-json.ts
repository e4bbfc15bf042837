// node-redis, rejected by 01.2-as-sent
// One listener for both kinds: strings that look like JSON are decoded.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => {
      let decoded: string = message
      try {
        decoded = JSON.parse(message)
      } catch {}
      void run(handler, decoded, channel)
    })
    await subscriber.subscribe(channel, listener)
    // #endregion
