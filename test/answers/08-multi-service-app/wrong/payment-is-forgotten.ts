// notification, rejected by 08.4-sends
// It forgets the third event.
// #region 08.4-listen
const notify: EventHandler<ShopEvents> = (_data, event) =>
  handled(event, () => options.send(notificationOf(event)))
await Promise.all([events.on('user.created', notify), events.on('order.placed', notify)])
// #endregion
