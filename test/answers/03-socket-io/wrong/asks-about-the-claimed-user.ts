// requests, rejected by 03.3-may-not
// It asks about the user that the browser claims to be.
// #region given-joinRoom
    if (!(await mayEnter(socket.handshake.auth as typeof socket.data.user, room))) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
