// event-bus, rejected by 05.1-apart
// The channel is the event's name alone, so all programs on one Redis share it.
    // #region 05.8-send
    void [channel, key]
    await conform(schemas, event, data)
    return pubsub.publish(event, text)
    // #endregion
