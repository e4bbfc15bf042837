// publisher, rejected by 08.1-at-once
// A connection is opened when it is needed, and closed afterwards, as one does with a file.
      // #region 08.1-send
      board.sends(event, id)
      const pubsub = await connect(base)
      const { bus: openBus } = await import('../../solutions/05-event-bus/event-bus.ts')
      const own = openBus<ShopEvents>({ ...base, namespace: shopOf(namespace), pubsub })
      const subscriptions = await own.emit(event, data, { id, key: data.userId })
      await pubsub.close()
      board.confirms(id)
      void bus
      return subscriptions
      // #endregion
