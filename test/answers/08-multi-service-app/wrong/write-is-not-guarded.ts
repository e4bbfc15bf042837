// logger, rejected by 08.3-fails
// It swallows the errors that write() throws.
// #region 08.3-listen
await events.onPattern('*', (_data, event) =>
  handled(event, () => {
    try {
      options.write(lineOf(event))
    } catch {
      // The next line may work.
    }
  }),
)
// #endregion
