// gateway, rejected by 03.1-invalid
// A browser can send events that only a server may send.
// #region 03.2-admit
    const user = await options.identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(user.id))
    socket.onAny((event, value) => {
      if (event === 'message' || event === 'notification') options.io.emit(event, value)
    })
    next()
// #endregion
