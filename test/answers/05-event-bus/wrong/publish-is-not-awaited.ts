// event-bus, rejected by 05.1-awaited
// emit() resolves before Redis has received the event.
    // #region 05.8-send
    await conform(schemas, event, data)
    void [key, pubsub.publish(channel, text).catch(() => 0)]
    return 1
    // #endregion
