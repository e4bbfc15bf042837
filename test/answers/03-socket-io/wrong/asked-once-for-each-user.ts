// requests, rejected by 03.3-may-not
// The first answer for a user counts for all rooms.
// #region given-joinRoom
    const known = socket.data as { allowed?: boolean }
    known.allowed ??= await mayEnter(socket.data.user, room)
    if (!known.allowed) return refuse('forbidden')
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
