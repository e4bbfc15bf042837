// requests, rejected by 03.3-acknowledged
// A second join of the same socket is acknowledged at once.
// #region given-joinRoom
    if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
    const known = rooms as { pending?: Map<string, number> }
    known.pending ??= new Map()
    const before = known.pending.get(room) ?? 0
    known.pending.set(room, before + 1)
    if (before > 0) return OK
    return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
// #endregion
