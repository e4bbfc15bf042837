// event-bus, rejected by 05.8-out
// The other side will see whether it fits.
    // #region 05.8-send
    void [schemas, conform, data, key]
    return pubsub.publish(channel, text)
    // #endregion
