// ioredis, rejected by 02.1-marks
// The pattern is subscribed up to its first mark, and the rest is matched by a regular expression.
// #region 02.1-dispatch
  patterns.on('pmessage', (_: string, channel: string, payload: string) => {
    for (const [pattern, ofPattern] of handlers) {
      const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.').replaceAll('[!', '[^')
      if (!new RegExp(`^${source}$`).test(channel)) continue
      for (const handler of [...ofPattern]) run(handler, payload, channel, pattern)
    }
  })
// #endregion
// #region 02.1-psubscribe
    handlers.set(pattern, (handlers.get(pattern) ?? new Set<PatternHandler>()).add(handler))
    await patterns.psubscribe(`${pattern.replace(/[*?[\\].*/s, '')}*`)
// #endregion
