// notification, rejected by 08.4-fails
// The promise of `send` is nobody's. When it rejects, the process ends.
      // #region 08.4-listen
      const notify: EventHandler<ShopEvents> = (_data, event) =>
        handled(event, () => {
          void options.send(notificationOf(event))
        })
      await Promise.all([
        events.on('user.created', notify),
        events.on('order.placed', notify),
        events.on('payment.completed', notify),
      ])
      // #endregion
