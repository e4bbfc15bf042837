// requests, rejected by 03.3-may-not
// It doesn't await mayEnter(), whose promise is truthy.
// #region given-joinRoom
    if (!mayEnter(socket.data.user, room)) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
