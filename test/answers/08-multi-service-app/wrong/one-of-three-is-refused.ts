// notification, rejected by 08.4-refused
// It reports a refused subscription, and doesn't await it.
// #region 08.4-listen
const notify: EventHandler<ShopEvents> = (_data, event) =>
  handled(event, () => options.send(notificationOf(event)))
for (const name of ['user.created', 'order.placed', 'payment.completed'] as const) {
  events.on(name, notify).catch((error: unknown) => options.report({ kind: 'connection', error }))
}
// #endregion
