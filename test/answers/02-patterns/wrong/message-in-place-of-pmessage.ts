// ioredis, rejected by 02.1-arguments
// The event `message` is for channels. What a pattern brings is `pmessage`.
// #region 02.1-dispatch
  patterns.on('message', (channel: string, payload: string) => {
    for (const [pattern, ofPattern] of handlers) {
      for (const handler of [...ofPattern]) run(handler, payload, channel, pattern)
    }
  })
// #endregion
