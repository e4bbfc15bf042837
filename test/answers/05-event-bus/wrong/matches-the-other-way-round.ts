// handlers, rejected by 05.4-pattern
// matches() gets the channel as its pattern.
  // #region 05.4-handlersFor
  for (const [pattern, handlers] of patterns) {
    if (matches(channel, pattern)) for (const handler of handlers) found.add(handler)
  }
  // #endregion
