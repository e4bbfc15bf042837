// event-bus, rejected by 05.8-out
// emit() doesn't validate the data.
    // #region 05.8-send
    void [schemas, conform, data, key]
    return pubsub.publish(channel, text)
    // #endregion
