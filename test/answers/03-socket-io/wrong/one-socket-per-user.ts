// gateway, rejected by 03.2-all-tabs
// A Map from user to socket: the last tab wins.
    // #region 03.2-admit
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    tabs.set(user.id, socket)
    next()
    // #endregion

  // #region 03.2-whoIs
  const tabs = new Map<string, ChatSocket>()
  async function whoIs(socket: ChatSocket): Promise<User | undefined> {
    return await options.identify(socket.handshake)
  }
  // #endregion

    // #region 03.2-onNotification
    const delivery = read(payload, channel, readNotification)
    if (delivery) tabs.get(delivery.userId)?.emit('notification', delivery.notification)
    // #endregion
