// event-bus, rejected by 05.1-awaited
// A count of 0, when Redis has not taken the event.
    // #region 05.8-send
    const checked = conform(schemas, event, data)
    checked.catch(() => {})
    await (key === undefined ? checked : this.#inOrder(key, () => checked))
    return pubsub.publish(channel, text).catch(() => 0)
    // #endregion
