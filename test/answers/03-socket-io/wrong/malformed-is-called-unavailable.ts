// gateway, rejected by 03.1-invalid
// A value that cannot be read throws a TypeError, and the browser is told that Redis is at fault.
    // #region 03.1-sendMessage
    const { text } = payload as { text: string }
    if (text.length === 0 || text.length > 2000) return 'invalid'
    await pubsub.publishJson(broadcast, newMessage(socket.data.user, text))
    return undefined
    // #endregion
