// gateway, rejected by 03.6-asks-first
// The socket is let in, and taken out again when the answer is no.
  // #region 03.3-joinRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    const joined = await rooms.join(socket, room)
    if (!(await mayEnter(socket.data.user, room))) {
      await rooms.leave(socket, room)
      return 'forbidden'
    }
    return joined ? undefined : 'not-joined'
  // #endregion
