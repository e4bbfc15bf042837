// logger, rejected by 08.3-all
// It logs only names with two parts. `invoice` is an event, too.
// #region 08.3-listen
await events.onPattern('*', async (_data, event) => {
  if (String(event.event).split('.').length === 2) {
    await handled(event, () => options.write(lineOf(event)))
  }
})
// #endregion
