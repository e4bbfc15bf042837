// gateway, rejected by 03.1-bad-text
// Nobody hears of it.
  // #region 03.1-read
  function read<T>(payload: string, _channel: string, as: (value: unknown) => T | undefined): T | undefined {
    try {
      return as(JSON.parse(payload))
    } catch {
      return undefined
    }
  }
  // #endregion
