// requests, rejected by 03.3-invalid
// As in the tutorial: any value becomes the name of a room.
// #region given-handle
    try {
      const room = request !== sendMessage && request !== sendRoomMessage ? `${payload}` : payload
      return await request(socket, room)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
