// publisher, rejected by 08.1-at-once
// It opens and closes a connection for each request.
// #region 08.1-send
const { connect, namespace } = options
const pubsub = await connect(options)
const { bus: openBus } = await import('../../solutions/05-event-bus/event-bus.ts')
const own = openBus<ShopEvents>({ ...options, namespace: `${namespace}shop:`, pubsub })
const subscriptions = await own.emit(event, data, { id, key: data.userId })
await pubsub.close()
void bus
// #endregion
