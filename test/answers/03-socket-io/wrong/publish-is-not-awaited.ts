// requests, rejected by 03.1-published, 03.1-unavailable
// As in the tutorial: nothing handles the promise of publish().
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    void pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    return OK
// #endregion
