// gateway, rejected by 03.2-from
// Whoever wants to can be the boss.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    const { from } = payload as { from?: User }
    await pubsub.publishJson(broadcast, newMessage(from ?? socket.data.user, text))
    return undefined
    // #endregion
