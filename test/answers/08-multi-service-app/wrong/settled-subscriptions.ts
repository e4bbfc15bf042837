// notification, rejected by 08.4-refused
// It awaits the subscriptions, but ignores rejections.
// #region 08.4-listen
const notify: EventHandler<ShopEvents> = (_data, event) =>
  handled(event, () => options.send(notificationOf(event)))
await Promise.allSettled([
  events.on('user.created', notify),
  events.on('order.placed', notify),
  events.on('payment.completed', notify),
])
// #endregion
