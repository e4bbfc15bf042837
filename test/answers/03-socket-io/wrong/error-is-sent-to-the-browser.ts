// gateway, rejected by 03.2-unknown
// The browser learns what went wrong on the server.
// #region 03.2-admit
    let user: Awaited<ReturnType<typeof options.identify>>
    try {
      user = await options.identify(socket.handshake)
    } catch (error) {
      report({ kind: 'handler', error, channel: channels.notifications })
      return next(error as Error)
    }
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(user.id))
    next()
// #endregion
