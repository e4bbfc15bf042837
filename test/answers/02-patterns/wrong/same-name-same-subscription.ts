// node-redis, rejected by 02.1-channels
// It ignores messages on the channel whose name equals the pattern.
// #region 02.1-listenerFor
    return (message, channel) => {
      if (channel === pattern) return
      for (const handler of [...handlers]) run(handler, message, channel, pattern)
    }
// #endregion
