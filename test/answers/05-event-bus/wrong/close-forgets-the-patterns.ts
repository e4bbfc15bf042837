// event-listener, rejected by 05.4-refused
// Names and patterns are ended by different commands.
    // #region 05.2-end
    const topics = [...this.#channels.values()]
    await within(CLOSE_WITHIN_MS, Promise.all(topics.map((topic) => topic.close())))
    // #endregion
