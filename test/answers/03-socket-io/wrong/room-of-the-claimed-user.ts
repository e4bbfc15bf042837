// gateway, rejected by 03.2-claims, 03.2-all-tabs
// Messages are from the right user, and notifications go to the one that the browser claims to be.
    // #region 03.2-admit
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(String(socket.handshake.auth.id)))
    next()
    // #endregion
