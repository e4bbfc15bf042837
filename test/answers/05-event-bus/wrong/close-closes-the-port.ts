// event-listener, rejected by 05.2-beside and 05.2-close
// close() closes the adapter, which belongs to the caller.
    // #region given-end
    await within(CLOSE_MS, this.#options.pubsub.close())
    // #endregion
