// requests, rejected by 03.3-asks-first
// The socket joins first, and leaves again if it may not join.
// #region given-joinRoom
    const joined = await rooms.join(socket, room)
    if (!(await mayEnter(socket.data.user, room))) {
      await rooms.leave(socket, room)
      return refuse('forbidden')
    }
    return joined ? OK : refuse('not-joined')
// #endregion
