// gateway, rejected by 03.1-bad-text
// The error is reported by the port, as one of the handler.
  // #region 03.1-read
  function read<T>(payload: string, channel: string, as: (value: unknown) => T | undefined): T | undefined {
    const message = as(JSON.parse(payload))
    if (message === undefined) report({ kind: 'payload', error: new TypeError('no message'), channel, payload })
    return message
  }
  // #endregion
