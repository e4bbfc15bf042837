// gateway, rejected by 03.6-may-not
// The application is asked about the user that the browser claims to be.
  // #region 03.3-joinRoom
    const room = readRoom(payload)
    if (room === undefined) return 'invalid'
    if (!(await mayEnter(socket.handshake.auth as User, room))) return 'forbidden'
    return (await rooms.join(socket, room)) ? undefined : 'not-joined'
  // #endregion
