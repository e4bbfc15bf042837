// rooms
// Socket.IO knows who is in which room, and its adapter tells when a room begins and when it is empty.
    // #region 03.3-join
    if (closed || !socket.connected) return false
    watch(socket)
    const key = socketRoom(name)
    const known = states.get(key) ?? { wanted: 0, on: false, change: undefined }
    states.set(key, known)
    known.wanted++
    try {
      await fit(key)
      if (closed || !socket.connected) return false
      await socket.join(key)
      return true
    } finally {
      known.wanted--
      void fit(key).catch(() => {})
    }
    // #endregion

    // #region 03.3-leave
    const key = socketRoom(name)
    await socket.leave(key)
    await fit(key).catch(() => {})
    // #endregion

    // #region 03.3-leaveAll
    void socket
    // #endregion

  // #region 03.3-settled
  void [rooms, isStillThere]
  interface State {
    wanted: number
    on: boolean
    change: Promise<void> | undefined
  }
  const states = new Map<string, State>()
  let adapter: ChatSocket['nsp']['adapter'] | undefined

  const emptied = (key: string) => void fit(key).catch(() => {})

  function watch({ nsp }: ChatSocket): void {
    if (adapter) return
    adapter = nsp.adapter
    adapter.on('delete-room', emptied)
  }

  const isWanted = (key: string, { wanted }: State) => !closed && (wanted > 0 || adapter?.rooms.has(key) === true)

  /** Subscribes or unsubscribes, one after the other for each room. */
  function fit(key: string): Promise<void> {
    const state = states.get(key)
    if (!state) return Promise.resolve()
    state.change ??= change(key, state)
    return state.change
  }

  async function change(key: string, state: State): Promise<void> {
    await null
    const channel = channelOf(key.slice(socketRoom('').length))
    try {
      while (isWanted(key, state) !== state.on) {
        if (state.on) {
          state.on = false
          await pubsub.unsubscribe(channel, deliver).catch((error: unknown) => report({ kind: 'connection', error }))
        } else {
          await pubsub.subscribe(channel, deliver)
          state.on = true
        }
      }
    } finally {
      state.change = undefined
      if (!state.on && state.wanted === 0) states.delete(key)
    }
  }
  // #endregion

    // #region 03.3-isStillThere
    void [socket, room]
    return true
    // #endregion

    // #region 03.4-closeRooms
    closed = true
    adapter?.off('delete-room', emptied)
    await Promise.all([...states.keys()].map((key) => fit(key).catch(() => {})))
    // #endregion
