// event-bus, rejected by 05.1-envelope
// The IDs are long, but counted in the module: the next process starts at 1 again.
    // #region 05.1-emit
    const { id = `order-event-${nextId()}`, key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion

// #region given-factory
let ids = 0
function nextId(): number {
  ids += 1
  return ids
}

export function bus<E extends object>(options: BusOptions<E>): EventBus<E> {
  return new Bus(options)
}
// #endregion
