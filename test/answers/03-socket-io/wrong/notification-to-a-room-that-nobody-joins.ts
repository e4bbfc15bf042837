// gateway, rejected by 03.2-all-tabs
// As in the tutorial: it is handed to the room of the user, and no socket was ever put there.
    // #region 03.2-admit
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    next()
    // #endregion
