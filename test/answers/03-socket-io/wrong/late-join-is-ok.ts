// requests, rejected by 03.5-late-yes
// It acknowledges a join with ok although join() resolved with false.
// #region given-joinRoom
    if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    await rooms.join(socket, room)
    return OK
// #endregion
