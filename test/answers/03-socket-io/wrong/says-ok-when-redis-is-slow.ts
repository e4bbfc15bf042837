// gateway, rejected by 03.1-silent
// After a moment without a reply the sender is told "ok".
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    const published = pubsub.publishJson(broadcast, newMessage(socket.data.user, text))
    await Promise.race([published, delay(0)])
    return undefined
    // #endregion
