// requests, rejected by 03.1-as-sent
// It escapes markup, which only the page can do correctly.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, payload.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')))
    return OK
// #endregion
