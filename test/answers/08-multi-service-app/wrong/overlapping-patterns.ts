// logger, rejected by 08.3-all
// It subscribes to two patterns that match the same events, with a handler each.
// #region 08.3-listen
await events.onPattern('*', (_data, event) => handled(event, () => options.write(lineOf(event))))
await events.onPattern('order.*', (_data, event) => handled(event, () => options.write(lineOf(event))))
// #endregion
