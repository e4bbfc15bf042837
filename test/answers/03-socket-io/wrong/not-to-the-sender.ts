// gateway, rejected by 03.1-everybody
// Who sends is left out.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    const from = { ...socket.data.user, socket: socket.id }
    await pubsub.publishJson(broadcast, { ...newMessage(socket.data.user, text), from })
    return undefined
    // #endregion

    // #region 03.1-onBroadcast
    const message = read(payload, channel, readMessage)
    const { from } = JSON.parse(payload) as { from?: { socket?: string } }
    if (message) io.except(from?.socket ?? []).emit('message', message)
    // #endregion
