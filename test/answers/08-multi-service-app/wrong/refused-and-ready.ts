// logger, rejected by 08.3-refused
// The subscription is reported, not awaited: the logger is ready, and hears nothing.
    // #region 08.3-listen
    events
      .onPattern('*', (_data, event) => handled(event, () => options.write(lineOf(event))))
      .catch((error: unknown) => options.report({ kind: 'connection', error }))
    // #endregion
