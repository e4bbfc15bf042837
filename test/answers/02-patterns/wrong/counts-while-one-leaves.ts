// node-redis, rejected by 02.1-during
// The handlers are called by index, and one that unsubscribes itself shifts the next.
// #region 02.1-listenerFor
    return (message, channel) => {
      for (let index = 0; index < handlers.size; index++) {
        const handler = [...handlers][index]
        if (handler) run(handler, message, channel, pattern)
      }
    }
// #endregion
