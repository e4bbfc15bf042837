// event-listener, rejected by 05.4-marks
// Only the part before the star is compared.
    // #region 05.4-wanting
    for (const [pattern, ofPattern] of this.#patterns) {
      if (!channel.startsWith(pattern.replaceAll('\\', '').split('*')[0] ?? '')) continue
      for (const handler of ofPattern) handlers.add(handler)
    }
    // #endregion
