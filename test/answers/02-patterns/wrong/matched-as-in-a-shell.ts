// ioredis, rejected by 02.1-marks
// It subscribes to a wider pattern, and filters with a regular expression.
// #region 02.1-dispatch
  patterns.on('pmessage', (_: string, channel: string, message: string) => {
    for (const [pattern, handlers] of subscriptions) {
      const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.').replaceAll('[!', '[^')
      if (!new RegExp(`^${source}$`).test(channel)) continue
      for (const handler of [...handlers]) run(handler, message, channel, pattern)
    }
  })
// #endregion
// #region 02.1-begin
    await patterns.psubscribe(`${pattern.replace(/[*?[\\].*/s, '')}*`)
// #endregion
