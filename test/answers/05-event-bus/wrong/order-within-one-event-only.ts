// receiver, rejected by 05.6-both-ways
// The order holds only within one event.
    // #region 05.3-hand
    for (const handler of handlers) {
      const own = arrival.key === undefined ? arrival : { ...arrival, key: `${arrival.channel} ${arrival.key}` }
      void this.#run(handler, own)
    }
    // #endregion
