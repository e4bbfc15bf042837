// logger, rejected by 08.3-all
// In lesson 02 the patterns had colons, and these events have dots.
    // #region 08.3-listen
    await events.onPattern('*:*', (_data, event) => handled(event, () => options.write(lineOf(event))))
    // #endregion
