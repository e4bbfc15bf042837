// requests, rejected by 03.5-refused
// A rejected SUBSCRIBE is reported, and the join acknowledged with ok.
// #region 03.3-joinRoom
    if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    await rooms.join(socket, room).catch((error: unknown) => report({ kind: 'connection', error }))
    return OK
// #endregion
