// notification
// It tries again until Redis accepts the subscription.
      // #region 08.4-listen
      const notify: EventHandler<ShopEvents> = (_data, event) =>
        handled(event, () => options.send(notificationOf(event)))
      for (const name of ['user.created', 'order.placed', 'payment.completed'] as const) {
        for (let isOn = false; !isOn; ) {
          isOn = await events.on(name, notify).then(
            () => true,
            (error: unknown) => {
              options.report({ kind: 'connection', error })
              return new Promise<false>((resolve) => setTimeout(resolve, 50, false))
            },
          )
        }
      }
      // #endregion
