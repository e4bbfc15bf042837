// gateway, rejected by 03.2-unknown
// Who is not known is a guest.
    // #region 03.2-admit
    const user = (await whoIs(socket)) ?? { id: 'guest', name: 'Guest' }
    socket.data.user = user
    await socket.join(userRoom(user.id))
    next()
    // #endregion
