// gateway, rejected by 03.2-all-tabs
// As in the tutorial: no socket ever joins the room of its user.
// #region 03.2-admit
    const user = await options.identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    next()
// #endregion
