// handlers, rejected by 05.4-marks
// Only the part before the star is compared.
  // #region 05.4-handlersFor
  void matches
  for (const [pattern, handlers] of patterns) {
    if (!channel.startsWith(pattern.replaceAll('\\', '').split('*')[0] ?? '')) continue
    for (const handler of handlers) found.add(handler)
  }
  // #endregion
