// event-bus, rejected by 05.8-waiting
// The time is that of publish(): what waits for a schema looks younger than it is.
    // #region 05.8-send
    const checked = conform(schemas, event, data)
    checked.catch(() => {})
    await (key === undefined ? checked : this.#inOrder(key, () => checked))
    const later = JSON.stringify({ ...JSON.parse(text), timestamp: new Date().toISOString() })
    return pubsub.publish(channel, later)
    // #endregion
