// requests, rejected by 03.1-published, 03.1-unavailable
// As in the tutorial: nothing handles the promise of publish().
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    void pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    return OK
// #endregion
