// gateway, rejected by 03.2-from and 03.2-claims
// It calls identify(), but then uses what the browser claims.
// #region 03.2-admit
    const user = await options.identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = socket.handshake.auth as typeof user
    await socket.join(userRoom(socket.data.user.id))
    next()
// #endregion
