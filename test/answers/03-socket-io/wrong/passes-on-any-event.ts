// gateway, rejected by 03.1-invalid
// What a browser sends is passed on by its name, so it can send what only a server may.
    // #region 03.2-admit
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(user.id))
    socket.onAny((event, value) => {
      if (event === 'message' || event === 'notification') io.emit(event, value)
    })
    next()
    // #endregion
