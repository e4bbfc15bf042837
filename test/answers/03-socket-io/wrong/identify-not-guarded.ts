// gateway, rejected by 03.2-unknown
// When it throws, nobody catches it, and the browser waits for ever.
  // #region 03.2-whoIs
  async function whoIs(socket: ChatSocket): Promise<User | undefined> {
    return await options.identify(socket.handshake)
  }
  // #endregion
