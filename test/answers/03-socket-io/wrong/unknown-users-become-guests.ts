// gateway, rejected by 03.2-unknown
// An unknown user becomes a guest.
// #region 03.2-admit
    const user = (await options.identify(socket.handshake)) ?? { id: 'guest', name: 'Guest' }
    socket.data.user = user
    await socket.join(userRoom(user.id))
    next()
// #endregion
