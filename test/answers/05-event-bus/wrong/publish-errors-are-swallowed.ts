// event-bus, rejected by 05.1-awaited
// emit() resolves with 0 if publishing fails.
    // #region 05.8-send
    const checked = conform(schemas, event, data)
    checked.catch(() => {})
    await (key === undefined ? checked : this.#inOrder(key, () => checked))
    return pubsub.publish(channel, text).catch(() => 0)
    // #endregion
