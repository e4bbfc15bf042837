// logger, rejected by 08.3-all
// Events have two words today, and `refund.asked.for` and `invoice` are events as well.
    // #region 08.3-listen
    await events.onPattern('*', async (_data, event) => {
      if (String(event.event).split('.').length === 2) {
        await handled(event, () => options.write(lineOf(event)))
      }
    })
    // #endregion
