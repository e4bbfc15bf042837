// gateway, rejected by 03.2-from
// The time is taken from the browser, if it sends one.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    const { sentAt } = payload as { sentAt?: string }
    const message = newMessage(socket.data.user, text)
    await pubsub.publishJson(broadcast, { ...message, ...(sentAt === undefined ? {} : { sentAt }) })
    return undefined
    // #endregion
