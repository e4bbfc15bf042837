// deliveries, rejected by 03.7-others
// The whole server of the sender is left out.
// #region 03.7-members
    const isSocket = except !== undefined && io.of('/').sockets.has(except)
    return isSocket ? all.except(socketRoom(room)) : all
// #endregion
