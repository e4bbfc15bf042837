// gateway, rejected by 03.4-close
// The server is closed with the gateway, though it belongs to somebody else.
  // #region 03.4-end
  async function end(): Promise<void> {
    await rooms.close()
    await pubsub.unsubscribeAll()
    io.disconnectSockets()
    io.off('connection', onConnection)
  }
  // #endregion
