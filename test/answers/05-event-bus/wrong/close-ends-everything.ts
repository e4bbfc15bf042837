// event-listener, rejected by 05.2-beside
// All that the port has is ended, also what belongs to others.
    // #region 05.2-end
    await within(CLOSE_WITHIN_MS, this.#options.pubsub.unsubscribeAll())
    // #endregion
