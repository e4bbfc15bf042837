// rooms
// SUBSCRIBE again for a channel that is subscribed changes nothing, so every join asks for it: nothing to remember.
    // #region 03.3-join
    return inRoom(name, async (members) => {
      if (closed || !socket.connected) return false
      const isMember = members.has(socket)
      members.add(socket)
      try {
        await pubsub.subscribe(channelOf(name), deliver)
      } catch (error) {
        if (!isMember) members.delete(socket)
        throw error
      }
      if (!socket.connected || closed) {
        members.delete(socket)
        if (members.size === 0) await pubsub.unsubscribe(channelOf(name), deliver).catch(() => {})
        return false
      }
      await socket.join(socketRoom(name))
      return true
    })
    // #endregion

    // #region 03.3-leave
    await socket.leave(socketRoom(name))
    await inRoom(name, async (members) => {
      if (!members.delete(socket) || members.size > 0) return
      await pubsub.unsubscribe(channelOf(name), deliver).catch(() => {})
    })
    // #endregion

    // #region 03.3-leaveAll
    await Promise.all([...lines.keys()].map((name) => leave(socket, name)))
    // #endregion

  // #region 03.3-settled
  void [rooms, isStillThere, report]
  const lines = new Map<string, { members: Set<ChatSocket>; last: Promise<unknown>; length: number }>()

  async function inRoom<T>(name: string, work: (members: Set<ChatSocket>) => Promise<T>): Promise<T> {
    const line = lines.get(name) ?? { members: new Set<ChatSocket>(), last: Promise.resolve(), length: 0 }
    lines.set(name, line)
    line.length++
    const done = line.last.then(() => work(line.members))
    line.last = done.catch(() => {})
    try {
      return await done
    } finally {
      line.length--
      if (line.length === 0 && line.members.size === 0) lines.delete(name)
    }
  }
  // #endregion

    // #region 03.3-isStillThere
    void [socket, room]
    return true
    // #endregion

    // #region 03.4-closeRooms
    closed = true
    const all = [...lines].flatMap(([name, { members }]) => [...members].map((socket) => leave(socket, name)))
    await Promise.all(all)
    // #endregion
