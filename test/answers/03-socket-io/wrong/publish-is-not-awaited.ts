// gateway, rejected by 03.1-published, 03.1-unavailable
// As in the tutorial: the promise of publish() is nobody's.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    void pubsub.publishJson(broadcast, newMessage(socket.data.user, text))
    return undefined
    // #endregion
