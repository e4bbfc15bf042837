// gateway
// Users are instances of a class.
// #region 03.2-admit
    const user = await options.identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    class Member {
      id = user?.id ?? ''
      name = user?.name ?? ''
      get label() {
        return `${this.name} (${this.id})`
      }
    }
    socket.data.user = new Member()
    await socket.join(userRoom(socket.data.user.id))
    next()
// #endregion
