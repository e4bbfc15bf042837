// requests, rejected by 03.1-as-sent
// It counts bytes, so 2,000 umlauts are too long.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    if (Buffer.byteLength(payload.text) > MAX_TEXT) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, payload.text))
    return OK
// #endregion
