// requests, rejected by 03.5-refused
// It reports a rejected SUBSCRIBE, and acknowledges the join with ok.
// #region 03.3-joinRoom
    if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    await rooms.join(socket, room).catch((error: unknown) => report({ kind: 'connection', error }))
    return OK
// #endregion
