// requests, rejected by 03.3-not-joined
// It is enough that another tab of the user is in the room.
// #region given-handle
    try {
      const { room } = Object(payload) as { room?: string }
      const tabs = [...options.io.of('/').sockets.values()].filter(({ data }) => data.user?.id === socket.data.user.id)
      const member = tabs.find((tab) => tab.rooms.has(`room:${room}`))
      return await request((request === sendRoomMessage && member) || socket, payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
