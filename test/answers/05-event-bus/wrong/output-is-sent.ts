// event-bus, rejected by 05.8-out
// The schema's output is sent, and goes through the schema a second time.
    // #region 05.8-send
    const output = await conform(schemas, event, data)
    return this.#inOrder(key ?? '', () =>
      pubsub.publish(channel, JSON.stringify({ ...JSON.parse(text), data: output })),
    )
    // #endregion
