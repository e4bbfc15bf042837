// node-redis, rejected by 02.1-channels
// A message on the channel with the pattern's own name is left to the channel's handlers.
// #region 02.1-listenerFor
    return (message, channel) => {
      if (channel === pattern) return
      for (const handler of [...handlers]) run(handler, message, channel, pattern)
    }
// #endregion
