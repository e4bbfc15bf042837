// gateway, rejected by 03.4-asks-no-more
// A middleware cannot be taken off, and goes on asking.
    // #region 03.2-admit
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(user.id))
    next()
    // #endregion
