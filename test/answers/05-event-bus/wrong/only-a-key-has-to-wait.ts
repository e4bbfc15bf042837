// receiver, rejected by 05.8-off
// An event without a key doesn't ask whether its handler is still there, although its schema was slow.
    // #region 05.3-hand
    const { channel, key, event } = arrival
    for (const handler of handlers) {
      if (key !== undefined || !(event instanceof Promise)) void this.#run(handler, arrival)
      else void event.then((ready) => ready && this.#guarded(handler, ready, channel))
    }
    // #endregion
