// event-bus, rejected by 05.8-waiting
// The timestamp is that of publish(), after the schema.
    // #region 05.8-send
    const checked = conform(schemas, event, data)
    checked.catch(() => {})
    await (key === undefined ? checked : this.#inOrder(key, () => checked))
    const later = JSON.stringify({ ...JSON.parse(text), timestamp: new Date().toISOString() })
    return pubsub.publish(channel, later)
    // #endregion
