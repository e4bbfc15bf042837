// gateway
// The tabs of a user in a Map of its own, and an error that is not called one.
    // #region 03.2-admit
    if (closing !== undefined) return next()
    const user = await whoIs(socket)
    if (!user) return next(Object.assign(new Error('no'), { data: { reason: 'forbidden' } }))
    socket.data.user = user
    next()
    // #endregion

  // #region 03.2-whoIs
  /** Looked up when it is needed: who is connected, Socket.IO knows. */
  function tabsOf(userId: string): ChatSocket[] {
    return [...io.sockets.sockets.values()].filter(({ data }) => data.user?.id === userId)
  }

  async function whoIs(socket: ChatSocket): Promise<User | undefined> {
    try {
      return await options.identify(socket.handshake)
    } catch (error) {
      report({ kind: 'handler', error, channel: notifications })
      return undefined
    }
  }
  // #endregion

    // #region 03.2-onNotification
    const delivery = read(payload, channel, readNotification)
    if (!delivery) return
    for (const tab of tabsOf(delivery.userId)) tab.emit('notification', delivery.notification)
    // #endregion
