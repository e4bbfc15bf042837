// requests, rejected by 03.3-not-joined
// A socket can send to a room without being a member.
// #region given-handle
    try {
      const { room, text } = Object(payload) as { room?: string; text?: string }
      if (request !== sendRoomMessage || !isText(room, 100) || !isText(text, 2000)) return await request(socket, payload)
      await pubsub.publishJson(channels.room(room), { room, ...newMessage(socket, text) })
      return OK
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
