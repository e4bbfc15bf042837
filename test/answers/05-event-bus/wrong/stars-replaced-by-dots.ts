// event-listener, rejected by 05.4-marks
// A pattern is turned into a regular expression by replacing its star.
    // #region 05.4-wanting
    for (const [pattern, ofPattern] of this.#patterns) {
      if (!(matches(pattern, channel) && new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(channel))) continue
      for (const handler of ofPattern) handlers.add(handler)
    }
    // #endregion
