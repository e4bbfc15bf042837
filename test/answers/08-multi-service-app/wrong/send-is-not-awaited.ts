// notification, rejected by 08.4-fails
// It neither awaits nor returns the promise of send(), so its rejection ends the process.
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
