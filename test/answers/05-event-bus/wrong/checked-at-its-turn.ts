// event-bus, rejected by 05.8-waiting
// The schema is called in the queue, when the caller may have changed the data.
    // #region 05.8-send
    const check = () => conform(schemas, event, data)
    await (key === undefined ? check() : this.#inOrder(key, check))
    return pubsub.publish(channel, text)
    // #endregion
