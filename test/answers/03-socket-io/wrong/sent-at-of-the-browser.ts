// requests, rejected by 03.2-from
// It takes the time from the browser.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    const { sentAt = new Date().toISOString() } = payload as { sentAt?: string }
    await pubsub.publishJson(channels.broadcast, { ...newMessage(socket, text), sentAt })
    return OK
// #endregion
