// gateway, rejected by 03.1-published
// publishJson() makes JSON already.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    await pubsub.publishJson(broadcast, JSON.stringify(newMessage(socket.data.user, text)))
    return undefined
    // #endregion

    // #region 03.1-onBroadcast
    const message = read(JSON.parse(payload) as string, channel, readMessage)
    if (message) here().emit('message', message)
    // #endregion
