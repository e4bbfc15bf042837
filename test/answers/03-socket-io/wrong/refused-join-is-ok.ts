// requests, rejected by 03.3-refused
// It reports a rejected SUBSCRIBE, and acknowledges the join with ok.
// #region given-joinRoom
    if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    await rooms.join(socket, room).catch((error: unknown) => report({ kind: 'connection', error }))
    return OK
// #endregion
