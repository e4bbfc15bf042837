// logger, rejected by 08.3-all
// Its pattern has a colon, and these names have dots.
// #region 08.3-listen
await events.onPattern('*:*', (_data, event) => handled(event, () => options.write(lineOf(event))))
// #endregion
