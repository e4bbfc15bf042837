// event-bus, rejected by 05.8-rejects
// The promise of the schema is awaited when its turn comes. It may have rejected long before.
    // #region 05.8-send
    const checked = conform(schemas, event, data)
    await (key === undefined ? checked : this.#inOrder(key, () => checked))
    return pubsub.publish(channel, text)
    // #endregion
