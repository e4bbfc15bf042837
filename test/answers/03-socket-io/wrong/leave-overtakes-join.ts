// requests, rejected by 03.5-order
// A leave does not wait for the join before it.
// #region given-handle
    try {
      if (request === joinRoom) await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      if (request !== joinRoom) return await request(socket, payload)
      const room = readRoom(payload)
      if (room === undefined || !(await mayEnter(socket.data.user, room))) return await request(socket, payload)
      setTimeout(() => void rooms.join(socket, room).catch(() => {}), 5)
      return OK
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
