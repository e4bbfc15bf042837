// gateway, rejected by 03.2-unknown
// A promise is truthy, so every user is known.
// #region 03.2-admit
    const user = options.identify(socket.handshake) as { id: string; name: string }
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(user.id))
    next()
// #endregion
