// gateway, rejected by 03.1-everybody
// The payload is taken for the value.
  // #region 03.1-read
  function read<T>(payload: string, channel: string, as: (value: unknown) => T | undefined): T | undefined {
    const message = as(payload)
    if (message === undefined) report({ kind: 'payload', error: new Error('malformed'), channel, payload })
    return message
  }
  // #endregion
