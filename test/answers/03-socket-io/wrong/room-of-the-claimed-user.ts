// gateway, rejected by 03.2-claims, 03.2-all-tabs
// The socket joins only the room of the user that it claims to be.
// #region 03.2-admit
    const user = await options.identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(String(socket.handshake.auth.id)))
    next()
// #endregion
