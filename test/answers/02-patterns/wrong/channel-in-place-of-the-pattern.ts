// node-redis, rejected by 02.1-arguments
// node-redis passes message and channel; the channel is handed on as the pattern.
// #region 02.1-listenerFor
    return (message, channel) => {
      for (const handler of [...handlers]) run(handler, message, channel, channel)
    }
// #endregion
