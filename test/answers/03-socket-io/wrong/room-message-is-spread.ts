// requests, rejected by 03.3-spoof
// It publishes all fields that the browser sent, so the browser decides who the sender is.
// #region given-handle
    try {
      const { room } = Object(payload) as { room?: string }
      if (request === sendRoomMessage && socket.rooms.has(`room:${room}`) && isText(room, 100)) {
        await pubsub.publishJson(channels.room(`${room}`), { ...newMessage(socket, ''), ...Object(payload) })
        return OK
      }
      return await request(socket, payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
