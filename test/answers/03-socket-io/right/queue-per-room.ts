// rooms
// One thing after the other in each room, in place of a state that is brought in line.
    // #region 03.3-join
    return inRoom(name, async (members) => {
      if (closed || !socket.connected) return false
      if (members.size === 0) {
        try {
          await pubsub.subscribe(channelOf(name), deliver)
        } catch (error) {
          await pubsub.unsubscribe(channelOf(name), deliver).catch(() => {})
          throw error
        }
      }
      members.add(socket)
      await socket.join(socketRoom(name))
      // It is done while nobody else can be in the room's queue.
      if (!socket.connected) await exitFrom(members, socket, name)
      return socket.connected
    })
    // #endregion

    // #region 03.3-leave
    await inRoom(name, (members) => exitFrom(members, socket, name))
    // #endregion

    // #region 03.3-leaveAll
    await Promise.all([...queues.keys()].map((name) => leave(socket, name)))
    // #endregion

  // #region 03.3-settled
  void [rooms, isStillThere, report]
  const queues = new Map<string, { members: Set<ChatSocket>; last: Promise<unknown>; waiting: number }>()

  async function inRoom<T>(name: string, work: (members: Set<ChatSocket>) => Promise<T>): Promise<T> {
    const queue = queues.get(name) ?? { members: new Set<ChatSocket>(), last: Promise.resolve(), waiting: 0 }
    queues.set(name, queue)
    queue.waiting++
    const done = queue.last.then(() => work(queue.members))
    queue.last = done.catch(() => {})
    try {
      return await done
    } finally {
      queue.waiting--
      if (queue.waiting === 0 && queue.members.size === 0) queues.delete(name)
    }
  }

  async function exitFrom(members: Set<ChatSocket>, socket: ChatSocket, name: string): Promise<void> {
    if (!members.delete(socket)) return
    await socket.leave(socketRoom(name))
    if (members.size === 0) await pubsub.unsubscribe(channelOf(name), deliver).catch(() => {})
  }
  // #endregion

    // #region 03.3-isStillThere
    void [socket, room]
    return true
    // #endregion

    // #region 03.4-closeRooms
    closed = true
    const all = [...queues].map(([name]) =>
      inRoom(name, async (members) => {
        for (const socket of [...members]) await exitFrom(members, socket, name)
      }),
    )
    await Promise.all(all)
    // #endregion
