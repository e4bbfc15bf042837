// deliveries, rejected by 03.7-others
// All tabs of the sender are left out.
// #region 03.7-members
    const socket = except === undefined ? undefined : io.of('/').sockets.get(except)
    return socket ? all.except(userRoom(socket.data.user.id)) : all
// #endregion
