// gateway, rejected by 03.2-from
// Whatever identify() returned travels to every program on this Redis.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    await pubsub.publishJson(broadcast, { ...newMessage(socket.data.user, text), from: socket.data.user })
    return undefined
    // #endregion
