// publisher, rejected by 08.1-accepted
// It sends no key, so no service can keep a user's events in order.
// #region 08.1-send
const subscriptions = await bus.emit(event, data, { id })
// #endregion
