// gateway, rejected by 03.2-unknown
// An error of identify() is reported with the channel of broadcasts.
  // #region 03.2-whoIs
  async function whoIs(socket: ChatSocket): Promise<User | undefined> {
    try {
      return await options.identify(socket.handshake)
    } catch (error) {
      report({ kind: 'handler', error, channel: broadcast })
      return undefined
    }
  }
  // #endregion
