// gateway, rejected by 03.2-unknown
// It lets the socket connect before identify() has resolved.
// #region 03.2-admit
    next()
    const user = await options.identify(socket.handshake)
    if (!user) return void socket.disconnect()
    socket.data.user = user
    await socket.join(userRoom(user.id))
// #endregion
