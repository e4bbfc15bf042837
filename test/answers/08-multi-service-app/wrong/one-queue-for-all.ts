// notification, rejected by 08.4-in-order
// One slow notification holds up all users.
// #region 08.4-listen
let last: Promise<unknown> = Promise.resolve()
const notify: EventHandler<ShopEvents> = (_data, event) => {
  const done = last.then(() => handled(event, () => options.send(notificationOf(event))))
  last = done.catch(() => {})
  return done
}
await Promise.all([
  events.on('user.created', notify),
  events.on('order.placed', notify),
  events.on('payment.completed', notify),
])
// #endregion
