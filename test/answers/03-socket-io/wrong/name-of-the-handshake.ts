// gateway, rejected by 03.2-from
// It takes the name from the browser.
// #region 03.2-admit
    const user = await options.identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = { ...user, name: String(socket.handshake.auth.name) }
    await socket.join(userRoom(user.id))
    next()
// #endregion
