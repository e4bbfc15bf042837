// event-listener, rejected by 05.2-beside
// All that the port has is ended, also what belongs to others.
    // #region given-end
    await within(CLOSE_MS, this.#options.pubsub.unsubscribeAll())
    // #endregion
