// gateway, rejected by 03.2-claims
// The socket is put into the room of its user and into that of the user it claims to be.
    // #region 03.2-admit
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join([userRoom(user.id), userRoom(String(socket.handshake.auth.id))])
    next()
    // #endregion
