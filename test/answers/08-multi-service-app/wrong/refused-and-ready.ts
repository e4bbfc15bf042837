// logger, rejected by 08.3-refused
// It doesn't await the subscription, so it is ready and receives nothing.
// #region 08.3-listen
events
  .onPattern('*', (_data, event) => handled(event, () => options.write(lineOf(event))))
  .catch((error: unknown) => options.report({ kind: 'connection', error }))
// #endregion
