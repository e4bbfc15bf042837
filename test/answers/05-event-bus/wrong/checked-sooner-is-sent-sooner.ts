// event-bus, rejected by 05.8-order
// An event with a slow schema is overtaken by the next one.
    // #region 05.8-send
    void key
    await conform(schemas, event, data)
    return pubsub.publish(channel, text)
    // #endregion
