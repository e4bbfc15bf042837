// notification, rejected by 08.4-in-order
// The listener keeps an order for each handler, and these are three.
      // #region 08.4-listen
      const { send } = options
      await Promise.all([
        events.on('user.created', (_, event) => handled(event, () => send(notificationOf(event)))),
        events.on('order.placed', (_, event) => handled(event, () => send(notificationOf(event)))),
        events.on('payment.completed', (_, event) => handled(event, () => send(notificationOf(event)))),
      ])
      // #endregion
