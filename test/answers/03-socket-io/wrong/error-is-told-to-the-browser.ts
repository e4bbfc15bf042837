// gateway, rejected by 03.2-unknown
// What went wrong in the server is none of the browser's business.
    // #region 03.2-admit
    try {
      const user = await options.identify(socket.handshake)
      if (!user) return next(new Error('unauthorized'))
      socket.data.user = user
      await socket.join(userRoom(user.id))
      next()
    } catch (error) {
      report({ kind: 'handler', error, channel: notifications })
      next(error as Error)
    }
    // #endregion

  // #region 03.2-whoIs
  // #endregion
