// publisher, rejected by 08.1-accepted
// It names events with colons, as earlier lessons do.
// #region 08.1-send
const name = event.replace('.', ':') as ShopEvent
const subscriptions = await bus.emit(name, data as never, { id, key: data.userId })
// #endregion
