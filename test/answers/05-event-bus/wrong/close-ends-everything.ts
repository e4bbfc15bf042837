// event-listener, rejected by 05.2-beside
// close() ends all subscriptions of the adapter, even those of the caller.
    // #region given-end
    await within(CLOSE_MS, this.#options.pubsub.unsubscribeAll())
    // #endregion
