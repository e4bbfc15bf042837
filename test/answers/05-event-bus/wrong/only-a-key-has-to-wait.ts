// receiver, rejected by 05.8-off
// What has no key has not waited for its turn, so nobody asks again who wants it, though the schema took its time.
    // #region 05.3-hand
    const { channel, key, event } = arrival
    for (const handler of handlers) {
      if (key !== undefined || !(event instanceof Promise)) void this.#run(handler, arrival)
      else void event.then((ready) => ready && this.#guarded(handler, ready, channel))
    }
    // #endregion
