// handlers, rejected by 05.4-marks
// A pattern is turned into a regular expression by replacing its star.
  // #region 05.4-handlersFor
  for (const [pattern, handlers] of patterns) {
    if (!(matches(pattern, channel) && new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(channel))) continue
    for (const handler of handlers) found.add(handler)
  }
  // #endregion
