// requests, rejected by 03.2-from
// It takes the time from the browser.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    const { sentAt = new Date().toISOString() } = payload as { sentAt?: string }
    await pubsub.publishJson(channels.broadcast, { ...newMessage(socket, text), sentAt })
    return OK
// #endregion
