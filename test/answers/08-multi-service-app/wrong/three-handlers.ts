// notification, rejected by 08.4-in-order
// It has three handlers, and the listener keeps the order for each of them.
// #region 08.4-listen
const { send } = options
await Promise.all([
  events.on('user.created', (_, event) => handled(event, () => send(notificationOf(event)))),
  events.on('order.placed', (_, event) => handled(event, () => send(notificationOf(event)))),
  events.on('payment.completed', (_, event) => handled(event, () => send(notificationOf(event)))),
])
// #endregion
