// node-redis, rejected by 02.1-arguments
// It passes the channel to the handler as the pattern.
// #region 02.1-listenerFor
    return (message, channel) => {
      for (const handler of [...handlers]) run(handler, message, channel, channel)
    }
// #endregion
