// gateway, rejected by 03.2-from
// Only the id is taken from identify(); the name is what the browser likes to be called.
    // #region 03.2-admit
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = { ...user, name: String(socket.handshake.auth.name) }
    await socket.join(userRoom(user.id))
    next()
    // #endregion
