// logger, rejected by 08.3-all
// Two patterns, to be sure. Each has a handler of its own, so both write.
    // #region 08.3-listen
    await events.onPattern('*', (_data, event) => handled(event, () => options.write(lineOf(event))))
    await events.onPattern('order.*', (_data, event) => handled(event, () => options.write(lineOf(event))))
    // #endregion
