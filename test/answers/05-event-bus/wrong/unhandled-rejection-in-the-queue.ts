// event-bus, rejected by 05.8-rejects
// The schema's promise is awaited in the queue. It may have rejected long before.
    // #region 05.8-send
    const checked = conform(schemas, event, data)
    await (key === undefined ? checked : this.#inOrder(key, () => checked))
    return pubsub.publish(channel, text)
    // #endregion
