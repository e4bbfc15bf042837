// ioredis, rejected by 02.1-arguments
// The event `message` is for channels; patterns have `pmessage`.
// #region 02.1-dispatch
  patterns.on('message', (channel: string, message: string) => {
    for (const [pattern, handlers] of subscriptions) {
      for (const handler of [...handlers]) run(handler, message, channel, pattern)
    }
  })
// #endregion
