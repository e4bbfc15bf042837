// publisher, rejected by 08.1-at-once
// It opens and closes a connection for each request.
// #region 08.1-send
const pubsub = await connect(base)
const { bus: openBus } = await import('../../solutions/05-event-bus/event-bus.ts')
const own = openBus<ShopEvents>({ ...base, namespace: shopOf(namespace), pubsub })
const subscriptions = await own.emit(event, data, { id, key: data.userId })
await pubsub.close()
void bus
// #endregion
