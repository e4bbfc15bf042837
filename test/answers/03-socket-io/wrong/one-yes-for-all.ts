// requests, rejected by 03.3-may-not
// After one user may join a room, all users can.
// #region given-joinRoom
    const known = rooms as { allowed?: Set<string> }
    known.allowed ??= new Set()
    if (!known.allowed.has(room) && !(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    known.allowed.add(room)
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
