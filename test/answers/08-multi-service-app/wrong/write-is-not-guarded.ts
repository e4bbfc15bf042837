// logger, rejected by 08.3-fails
// What cannot be written is swallowed, and nobody hears of it.
    // #region 08.3-listen
    await events.onPattern('*', (_data, event) =>
      handled(event, () => {
        try {
          options.write(lineOf(event))
        } catch {
          // There will be another one.
        }
      }),
    )
    // #endregion
