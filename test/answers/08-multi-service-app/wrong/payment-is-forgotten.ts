// notification, rejected by 08.4-sends
// The third event came later, and nobody thought of it.
      // #region 08.4-listen
      const notify: EventHandler<ShopEvents> = (_data, event) =>
        handled(event, () => options.send(notificationOf(event)))
      await Promise.all([events.on('user.created', notify), events.on('order.placed', notify)])
      // #endregion
