// gateway, rejected by 03.2-from and 03.2-claims
// identify() is asked, and then the browser's own words are used.
    // #region 03.2-admit
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = socket.handshake.auth as User
    await socket.join(userRoom(socket.data.user.id))
    next()
    // #endregion
