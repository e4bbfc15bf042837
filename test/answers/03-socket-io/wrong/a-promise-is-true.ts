// requests, rejected by 03.3-may-not
// A promise is truthy, even if it resolves with false.
// #region given-joinRoom
    if (!options.mayJoin(socket.data.user, room)) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
