// requests, rejected by 03.3-may-not
// It refuses the join, but does not report the error of mayJoin().
// #region given-joinRoom
    const allowed = await Promise.resolve(socket.data.user).then((user) => options.mayJoin(user, room)).catch(() => false)
    if (allowed !== true) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
