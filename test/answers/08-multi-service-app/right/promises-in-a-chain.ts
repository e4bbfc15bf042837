// publisher
// It chains promises instead of awaiting them.
      // #region 08.1-send
      const subscriptions = await Promise.resolve({ id, key: data.userId }).then((options) =>
        bus.emit(event, data, options),
      )
      // #endregion
