// requests, rejected by 03.3-asks-first
// While mayJoin() waits for one user, the joins of all users wait.
// #region given-joinRoom
    const all = rooms as { queue?: Promise<unknown> }
    const result = Promise.resolve(all.queue).then(async () => {
      if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden')
      return (await rooms.join(socket, room)) ? OK : refuse('not-joined')
    })
    all.queue = result.catch(() => {})
    return result
// #endregion
