// requests, rejected by 03.3-may-not
// If mayJoin() fails, the user can join.
// #region given-joinRoom
    const allowed = await Promise.resolve(socket.data.user).then((user) => options.mayJoin(user, room)).catch(() => true)
    if (allowed !== true) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
