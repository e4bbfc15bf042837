// requests, rejected by 03.3-may-not
// A string such as "no" counts as a yes.
// #region given-joinRoom
    if (!(await options.mayJoin(socket.data.user, room))) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
